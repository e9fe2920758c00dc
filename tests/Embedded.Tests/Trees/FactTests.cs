using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Embedded.Tests.Trees;

public sealed class FactTests : IAsyncLifetime
{
    private readonly TreeHost _host = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _host.CloseAsync();

    [Fact]
    public async Task A_fact_is_found_right_after_it_was_written_and_after_a_restart()
    {
        var outcome = (await _host.Tree().AddFactsAsync([new NewFact { Text = "The user keeps bees on the roof." }], default))[0];

        outcome.Kind.ShouldBe(FactOutcomeKind.Created);
        (await Search("bees")).ShouldBe(["The user keeps bees on the roof."]);

        await _host.RestartAsync();

        (await Search("bees")).ShouldBe(["The user keeps bees on the roof."]);
        (await _host.Trees.GetAsync(TreeHost.Organization, new ItemRef(outcome.Fact!.Id), default)).ShouldBeOfType<Fact>().Text.ShouldBe(outcome.Fact.Text);
    }

    [Fact]
    public async Task A_repeat_confirms_the_fact_and_makes_no_second_one()
    {
        var first = (await Add("The user keeps bees on the roof."))[0].Fact!;
        var second = (await Add("The user keeps bees on the roof"))[0];

        second.Kind.ShouldBe(FactOutcomeKind.Confirmed);
        second.Fact!.Id.ShouldBe(first.Id);
        second.Fact.MentionCount.ShouldBe(2);
        second.Fact.Confidence.ShouldBeGreaterThan(first.Confidence);
        (await _host.Tree().ListAsync(new ItemQuery(), default)).TotalCount.ShouldBe(1);
    }

    [Fact]
    public async Task Another_value_of_an_attribute_supersedes_the_old_fact_and_history_shows_both()
    {
        var old = (await Add("The user lives in Bergen."))[0].Fact!;
        _host.Time.Advance(TimeSpan.FromDays(1));
        var outcome = (await Add("The user lives in Oslo."))[0];

        outcome.SupersededIds.ShouldBe([old.Id]);
        var history = await _host.Tree().GetHistoryAsync(outcome.Fact!.Id, default);
        history.PreviousVersions.Select(fact => fact.Text).ShouldBe(["The user lives in Bergen."]);
        history.PreviousVersions[0].State.ShouldBe(ItemState.Superseded);
        history.PreviousVersions[0].ValidUntil.ShouldBe(outcome.Fact.ValidFrom);
        (await _host.Tree().ListAsync(new ItemQuery { AsOf = old.CreatedAt.AddHours(1) }, default)).Items.Select(item => item.Body).ShouldBe(["The user lives in Bergen."]);
        (await _host.Tree().ListAsync(new ItemQuery(), default)).Items.Select(item => item.Body).ShouldBe(["The user lives in Oslo."]);
    }

    [Fact]
    public async Task A_search_as_of_a_time_answers_as_things_stood_then()
    {
        var old = (await Add("The user lives in Bergen."))[0].Fact!;
        _host.Time.Advance(TimeSpan.FromDays(1));
        await Add("The user lives in Oslo.");

        var then = await _host.Tree().SearchAsync(new TreeSearchRequest { Query = "where does the user live", AsOf = old.CreatedAt.AddHours(1) }, default);

        then.Hits.Select(hit => hit.Item.Body).ShouldBe(["The user lives in Bergen."]);
    }

    [Fact]
    public async Task A_new_text_makes_a_new_version_and_keeps_what_was_given()
    {
        var fact = (await _host.Tree().AddFactsAsync([new NewFact { Text = "The user has 3 hens.", Metadata = """{"item_type":"hen","colour":"brown"}""", Importance = 0.9 }], default))[0].Fact!;

        var changed = (Fact)await _host.Trees.UpdateAsync(
            TreeHost.Organization, new ItemRef(fact.Id), new ItemChange("The user has 4 hens.", Metadata: """{"colour":null,"count":4}"""), default);

        changed.Id.ShouldNotBe(fact.Id);
        changed.SupersedesId.ShouldBe(fact.Id);
        changed.Importance.ShouldBe(0.9);
        changed.Metadata.ShouldBe("""{"item_type":"hen","count":4}""");
        (await _host.Tree().GetHistoryAsync(changed.Id, default)).PreviousVersions.Select(older => older.Id).ShouldBe([fact.Id]);
        await Should.ThrowAsync<StateConflictException>(_host.Tree().UpdateAsync(fact.Id, new ItemChange("The user has 5 hens."), default));
    }

    [Fact]
    public async Task Two_updates_at_once_are_both_applied_and_history_shows_both()
    {
        var fact = (await Add("The user has 3 hens."))[0].Fact!;

        var first = _host.Tree().UpdateAsync(fact.Id, new ItemChange(Metadata: """{"a":1}"""), default);
        var second = _host.Tree().UpdateAsync(fact.Id, new ItemChange(Importance: 0.2), default);
        await Task.WhenAll(first, second);

        var now = (Fact)await _host.Tree().GetAsync(fact.Id, default);
        now.Metadata.ShouldBe("""{"a":1}""");
        now.Importance.ShouldBe(0.2);
    }

    [Fact]
    public async Task A_bulk_answers_in_order_and_rejects_only_what_is_wrong()
    {
        var outcomes = await _host.Tree().AddFactsAsync(
            [new NewFact { Text = "The user plays the cello." }, new NewFact { Text = " " }, new NewFact { Text = "Tea is made at five.", Importance = 2 }, new NewFact { Text = "The user plays the cello." }],
            default);

        outcomes.Select(outcome => outcome.Kind).ShouldBe([FactOutcomeKind.Created, FactOutcomeKind.Rejected, FactOutcomeKind.Rejected, FactOutcomeKind.Confirmed]);
        outcomes[2].Reason!.ShouldContain("importance");
        outcomes[0].Fact!.MentionCount.ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_bulk_of_none_or_too_many_is_refused(int count) =>
        await Should.ThrowAsync<InvalidRequestException>(_host.Tree().AddFactsAsync([.. Enumerable.Repeat(new NewFact { Text = "x y z" }, count)], default));

    [Fact]
    public async Task Search_counts_as_use_and_the_counts_survive_an_orderly_restart()
    {
        var fact = (await Add("The user keeps bees on the roof."))[0].Fact!;
        await Search("bees");
        ((Fact)await _host.Tree().GetAsync(fact.Id, default)).HitCount.ShouldBe(1);

        await _host.RestartAsync();

        var read = (Fact)await _host.Tree().GetAsync(fact.Id, default);
        read.HitCount.ShouldBe(1);
        read.LastRetrievedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_item_is_found_by_its_id_only_in_its_own_organization_and_agent()
    {
        var fact = (await Add("The user keeps bees on the roof."))[0].Fact!;

        await Should.ThrowAsync<NotFoundException>(_host.Trees.GetAsync("org_other", new ItemRef(fact.Id), default));
        await Should.ThrowAsync<NotFoundException>(_host.Trees.GetAsync(TreeHost.Organization, new ItemRef(fact.Id, AgentId: "another"), default));
        (await _host.Trees.GetAsync(TreeHost.Organization, new ItemRef(fact.Id, AgentId: "helper"), default)).Id.ShouldBe(fact.Id);
    }

    private Task<IReadOnlyList<FactOutcome>> Add(params string[] texts) => _host.Tree().AddFactsAsync([.. texts.Select(text => new NewFact { Text = text })], default);

    private async Task<List<string>> Search(string query) =>
        [.. (await _host.Tree().SearchAsync(new TreeSearchRequest { Query = query }, default)).Hits.Select(hit => hit.Item.Body)];
}
