using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Embedded.Tests.Trees;

public sealed class ConversationTests : IAsyncLifetime
{
    private readonly TreeHost _host = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _host.CloseAsync();

    [Fact]
    public async Task Without_extraction_every_message_is_a_memory_of_its_own_with_its_date_and_id()
    {
        var result = await _host.Tree().AddConversationAsync(
            new(
                [
                    new NewMessage("user", "The kiln broke again.", "1:56 pm on 8 May, 2023", "D1:1", "Ann"),
                    new NewMessage("assistant", "Again? Ask Theo.", "shortly after", "D1:2"),
                    new NewMessage("user", "The kiln broke again.", null, "D1:3"),
                ],
                "talk",
                Infer: false),
            default);

        result.Facts.Count.ShouldBe(3);
        result.Facts.ShouldAllBe(fact => fact.Origin == FactOrigin.Verbatim && fact.SessionId == "talk" && fact.SourceId == "talk");
        result.Facts[0].SaidAt.ShouldBe(new DateTimeOffset(2023, 5, 8, 13, 56, 0, TimeSpan.Zero));
        result.Facts[1].SaidAt.ShouldBeNull();
        result.Facts[1].DateText.ShouldBe("shortly after");
        result.Facts.SelectMany(fact => fact.SourceDiaIds).ShouldBe(["D1:1", "D1:2", "D1:3"]);
    }

    [Fact]
    public async Task A_message_is_found_by_the_words_of_its_neighbour()
    {
        await _host.Tree().AddConversationAsync(
            new([new NewMessage("user", "What did Theo say about the kiln?"), new NewMessage("assistant", "Tuesday at the latest.")], "talk", Infer: false), default);
        await _host.Tree().AddConversationAsync(new([new NewMessage("user", "Nothing of note happened.")], "other", Infer: false), default);

        var found = await _host.Tree().SearchAsync(new TreeSearchRequest { Query = "kiln Theo" }, default);

        found.Hits.Select(hit => hit.Item.Body).ShouldBe(["What did Theo say about the kiln?", "Tuesday at the latest."]);
    }

    [Fact]
    public async Task A_conversation_goes_on_where_it_stopped_even_after_a_restart()
    {
        await _host.Tree().AddConversationAsync(new([new NewMessage("user", "The kiln is broken.", DiaId: "1")], "talk", Infer: false), default);
        await _host.RestartAsync();

        var next = await _host.Tree().AddConversationAsync(
            new([new NewMessage("user", "The kiln is broken.", DiaId: "1"), new NewMessage("user", "It is fixed now.", DiaId: "2")], "talk", Infer: false), default);

        next.Facts.Single().Position.ShouldBe(1);
        (await _host.Tree().SearchAsync(new TreeSearchRequest { Query = "kiln" }, default)).Hits.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Extracted_facts_name_their_evidence_and_the_messages_are_found_only_as_verbatim()
    {
        var result = await _host.Tree().AddConversationAsync(
            new([new NewMessage("user", "My sister Clara moved to Turku last week.", "2023-05-08", "D1:1")], "talk", Import: true), default);

        result.Facts.ShouldNotBeEmpty();
        result.Facts[0].SourceDiaIds.ShouldBe(["D1:1"]);
        result.Facts[0].EvidenceMessageIds.ShouldBe([result.Messages[0].Id]);
        (result.Facts[0].SourceType, result.Facts[0].SourceId).ShouldBe(("conversation", "talk"));
        result.Episodes.Count.ShouldBe(1);
        result.Facts[0].EpisodeId.ShouldBe(result.Episodes[0].Id);
        result.Episodes[0].FactIds.ShouldContain(result.Facts[0].Id);
        (await _host.Tree().SearchAsync(new TreeSearchRequest { Query = "Clara Turku" }, default)).Hits.ShouldAllBe(hit => hit.Item is Fact);
        (await _host.Tree().SearchAsync(new TreeSearchRequest { Query = "Clara Turku", IncludeVerbatim = true }, default)).Hits.ShouldContain(hit => hit.Item is Message);
        (await _host.Tree().ListAsync(new ItemQuery { Kinds = [TreeItemKind.Episode] }, default)).Items.Single().Id.ShouldBe(result.Episodes[0].Id);
    }

    [Fact]
    public async Task Messages_wait_for_an_episode_until_enough_are_there_or_one_is_asked_for()
    {
        var first = await _host.Tree().AddConversationAsync(new([new NewMessage("user", "I repaired the kiln today.")], "talk"), default);
        first.Episodes.ShouldBeEmpty();

        var second = await _host.Tree().AddConversationAsync(new([new NewMessage("user", "I glazed twelve bowls.")], "talk", Flush: FlushPolicy.Now), default);

        second.Episodes.Count.ShouldBe(1);
        second.FlushTimings.Keys.ShouldContain("episodes");
        foreach (var fact in first.Facts)
        {
            ((Fact)await _host.Tree().GetAsync(fact.Id, default)).EpisodeId.ShouldBe(second.Episodes[0].Id);
        }
    }

    [Fact]
    public async Task A_block_of_code_becomes_an_artifact_and_its_change_the_next_version()
    {
        const string one = "Here is the script:\n```python\n# kiln.py\nprint('cold')\n```";
        const string two = "Here is the script:\n```python\n# kiln.py\nprint('hot')\n```";
        var first = await _host.Tree().AddConversationAsync(new([new NewMessage("assistant", one)], "talk"), default);
        var second = await _host.Tree().AddConversationAsync(new([new NewMessage("assistant", two)], "talk"), default);

        var old = (Artifact)await _host.Tree().GetAsync(first.Artifacts.Single().Id, default);
        var latest = second.Artifacts.Single();
        latest.Version.ShouldBe(2);
        latest.ParentArtifactId.ShouldBe(old.Id);
        latest.RootArtifactId.ShouldBe(old.Id);
        old.IsLatest.ShouldBeFalse();
        (await _host.Tree().ListAsync(new ItemQuery { Filter = """{"type":"artifact"}""" }, default)).Items.Select(item => item.Id).ShouldBe([latest.Id]);
    }

    [Theory]
    [InlineData("", "hello", "role")]
    [InlineData("user", " ", "content")]
    public async Task A_message_without_role_or_content_is_refused_by_its_place(string role, string content, string said)
    {
        var refused = await Should.ThrowAsync<InvalidRequestException>(
            _host.Tree().AddConversationAsync(new([new NewMessage("user", "fine"), new NewMessage(role, content)]), default));

        refused.Message.ShouldContain("messages[1]");
        refused.Message.ShouldContain(said);
    }

    [Fact]
    public async Task Ten_thousand_messages_at_once_are_all_kept()
    {
        NewMessage[] messages = [.. Enumerable.Range(0, 10_000).Select(i => new NewMessage("user", $"Entry {i} of the ship's log.", DiaId: $"{i}"))];

        var result = await _host.Tree().AddConversationAsync(new(messages, "log", Infer: false, Flush: FlushPolicy.Later), default);

        result.Facts.Count.ShouldBe(10_000);
        (await _host.Tree().SearchAsync(new TreeSearchRequest { Query = "entry 8731", Limit = 1 }, default)).Hits[0].Item.Body.ShouldBe("Entry 8731 of the ship's log.");
    }
}
