using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Embedded.Tests.Trees;

public sealed class ConversationSearchTests : IAsyncLifetime
{
    private readonly TreeHost _host = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _host.CloseAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_name_before_the_words_is_the_speakers_as_a_given_name_is(bool infer)
    {
        (string Name, string Words)[] lines =
        [
            ("Tessa", "I found a canoe at the flea market."),
            ("Ruben", "My uncle built a canoe, too."),
            ("Tessa", "We launched it at Lake Vyrn on Sunday."),
            ("Ruben", "Mine leaks since the storm."),
        ];
        await _host.Tree("before").AddConversationAsync(
            new([.. lines.Select(line => new NewMessage("user", $"{line.Name}: {line.Words}", "2023-05-08"))], "talk", infer, Import: true), default);
        await _host.Tree("given").AddConversationAsync(
            new([.. lines.Select(line => new NewMessage("user", line.Words, "2023-05-08", Speaker: line.Name))], "talk", infer, Import: true), default);

        var before = (await _host.Tree("before").SearchAsync(new TreeSearchRequest { Query = "Where did Ruben's canoe come from?" }, default)).Hits;
        var given = (await _host.Tree("given").SearchAsync(new TreeSearchRequest { Query = "Where did Ruben's canoe come from?" }, default)).Hits;

        // The names stand in one episode's digest and not in the other's, which changes what words weigh by a hair.
        before.Select(hit => hit.Score).ShouldBe(given.Select(hit => hit.Score), tolerance: 0.01);
        before.Select(hit => ((Fact)hit.Item).Speaker).ShouldBe(given.Select(hit => ((Fact)hit.Item).Speaker));
        ((Fact)before[0].Item).Speaker.ShouldBe("Ruben");
    }

    [Fact]
    public async Task A_pasted_transcript_of_several_has_no_one_speaker()
    {
        var result = await _host.Tree().AddConversationAsync(
            new([new NewMessage("user", "Tessa: The canoe leaks.\nRuben: Then tar it.\nTessa: I did.\nRuben: Good.")], "talk", Infer: false), default);

        result.Facts[0].Speaker.ShouldBeNull();
    }

    [Fact]
    public async Task Deleted_messages_take_no_ones_place_among_the_hits()
    {
        var result = await _host.Tree().AddConversationAsync(
            new(
                [
                    new NewMessage("user", "The canoe leaks."),
                    new NewMessage("user", "Bread is in the oven."),
                    new NewMessage("user", "Nothing else."),
                    new NewMessage("user", "It is late."),
                    new NewMessage("user", "Rain again."),
                ],
                "talk",
                Infer: false),
            default);
        foreach (var fact in result.Facts.Skip(1).Take(3))
        {
            await _host.Tree().DeleteAsync(fact.Id, default);
        }

        // Their places stay, near the one that holds the word, and count for nobody.
        var hits = (await _host.Tree().SearchAsync(new TreeSearchRequest { Query = "canoe", Limit = 2 }, default)).Hits;

        hits.Select(hit => hit.Item.Id).ShouldBe([result.Facts[0].Id, result.Facts[4].Id]);
    }

    [Fact]
    public async Task A_note_in_brackets_neither_hides_a_question_nor_tells_a_time()
    {
        await _host.Tree().AddConversationAsync(
            new(
                [
                    new NewMessage("user", "Shall we repair the canoe? [shares a photo of a canoe]"),
                    new NewMessage("user", "Bread is in the oven."),
                    new NewMessage("user", "Nothing else."),
                    new NewMessage("user", "Rain again."),
                    new NewMessage("user", "It is late."),
                    new NewMessage("user", "We should repair the canoe. [shares a photo of a canoe]"),
                ],
                "talk",
                Infer: false),
            default);

        var hits = (await _host.Tree().SearchAsync(new TreeSearchRequest { Query = "repair the canoe" }, default)).Hits;

        ((Fact)hits[0].Item).Text.ShouldStartWith("We should repair");
        hits[0].Score.ShouldBeGreaterThan(hits.First(hit => ((Fact)hit.Item).Text.StartsWith("Shall", StringComparison.Ordinal)).Score * 1.1);
    }

    [Fact]
    public async Task A_fact_is_found_by_the_question_it_answers_and_only_its_own_words_are_answered_with()
    {
        await _host.Tree().AddConversationAsync(
            new(
                [
                    new NewMessage("user", "So how did the marathon in Porto go?", Speaker: "Ruben"),
                    new NewMessage("user", "I came in ninth out of two hundred.", Speaker: "Tessa"),
                    new NewMessage("user", "I bought a new kiln for my pottery studio.", Speaker: "Ruben"),
                ],
                "talk",
                Import: true),
            default);

        var hits = (await _host.Tree().SearchAsync(new TreeSearchRequest { Query = "marathon in Porto" }, default)).Hits;

        hits[0].Item.Body.ShouldContain("ninth");
        hits[0].Item.Body.ShouldNotContain("marathon");
        hits.ShouldAllBe(hit => hit.Item is Fact);
    }

    [Fact]
    public async Task A_fact_that_the_filter_leaves_out_is_not_found_by_its_message_either()
    {
        await _host.Tree().AddConversationAsync(
            new([new NewMessage("user", "My sister Clara moved to Turku.", "2023-05-08", "D1:1")], "talk", Import: true), default);

        (await _host.Tree().SearchAsync(new TreeSearchRequest { Query = "Clara Turku", Filter = """{"conv_id":"other"}""" }, default)).Hits.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fact_of_no_conversation_keeps_its_place_among_told_ones()
    {
        await _host.Tree().AddConversationAsync(
            new([new NewMessage("user", "My sister Clara moved to Turku by ferry.", "2023-05-08", "D1:1")], "talk", Import: true), default);
        await _host.Tree().AddFactsAsync([new NewFact { Text = "The ferry to Utö leaves at nine." }], default);

        var hits = (await _host.Tree().SearchAsync(new TreeSearchRequest { Query = "when does the ferry to Utö leave?" }, default)).Hits;

        hits[0].Item.Body.ShouldBe("The ferry to Utö leaves at nine.");
    }

    [Fact]
    public async Task A_date_that_is_not_understood_is_no_time_in_a_chat_either()
    {
        var result = await _host.Tree().AddConversationAsync(
            new([new NewMessage("user", "I adopted a beagle yesterday.", "the other day"), new NewMessage("user", "I sold my boat yesterday.")], "talk"), default);

        result.Facts.Count.ShouldBe(2);
        result.Facts[0].SaidAt.ShouldBeNull();
        result.Facts[0].EventTime.ShouldBeNull();
        result.Facts[0].DateText.ShouldBe("the other day");
        result.Facts[1].SaidAt.ShouldBe(_host.Time.GetUtcNow());
        result.Facts[1].EventTime.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_filter_is_refused_where_there_is_no_tree_to_read_it()
    {
        var scope = new TreeScope("nobody", InstanceId: null, "nobody");

        (await Should.ThrowAsync<InvalidRequestException>(
            () => _host.Trees.SearchAsync(TreeHost.Organization, scope, new TreeSearchRequest { Query = "x", Filter = """{"a":{"$near":1}}""" }, default))).Message.ShouldContain("$near");
        (await Should.ThrowAsync<InvalidRequestException>(
            () => _host.Trees.ListAsync(TreeHost.Organization, scope, new ItemQuery { Filter = """{"a":{"$near":1}}""" }, default))).Message.ShouldContain("$near");
    }
}
