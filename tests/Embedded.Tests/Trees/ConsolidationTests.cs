using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees;

namespace FencyGrid.Embedded.Tests.Trees;

public sealed class ConsolidationTests : IAsyncLifetime
{
    private readonly TreeHost _host = new(new TreeOptions { LossBudget = 0.5 });

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _host.CloseAsync();

    [Fact]
    public async Task A_run_weakens_what_was_not_recalled_and_identity_less_than_the_rest()
    {
        var tree = _host.Tree();
        await tree.AddFactsAsync([new NewFact { Text = "The user bought a kettle." }, new NewFact { Text = "The user's name is Ann.", Metadata = """{"kind":"identity"}""" }], default);
        _host.Time.Advance(TimeSpan.FromDays(30));

        var run = await tree.ConsolidateAsync(ConsolidationPeriod.Daily, default);

        run.Diff.Retention.Count.ShouldBe(2);
        var facts = await FactsAsync(tree);
        var kettle = facts.Single(fact => fact.Text.Contains("kettle"));
        var name = facts.Single(fact => fact.Text.Contains("Ann"));
        kettle.RetentionStrength.ShouldBeLessThan(0.5);
        name.RetentionStrength.ShouldBeGreaterThan(kettle.RetentionStrength);
    }

    [Fact]
    public async Task Facts_that_name_the_same_are_linked_both_ways()
    {
        var tree = _host.Tree();
        await tree.AddFactsAsync([new NewFact { Text = "Clara teaches physics in Turku." }, new NewFact { Text = "The user visits Clara every summer." }, new NewFact { Text = "Tea is best at five." }], default);

        var run = await tree.ConsolidateAsync(ConsolidationPeriod.Daily, default);

        var link = run.Diff.Links.Single();
        var first = (Fact)await tree.GetAsync(link.FirstId, default);
        first.LinkedFactIds.ShouldBe([link.SecondId]);
        ((Fact)await tree.GetAsync(link.SecondId, default)).LinkedFactIds.ShouldBe([link.FirstId]);
        first.ClusterId.ShouldNotBeNull();
    }

    [Fact]
    public async Task Undo_brings_back_exactly_what_was()
    {
        var tree = _host.Tree();
        await tree.AddFactsAsync([new NewFact { Text = "Clara teaches physics in Turku." }, new NewFact { Text = "The user visits Clara every summer." }], default);
        _host.Time.Advance(TimeSpan.FromDays(20));
        await tree.ConsolidateAsync(ConsolidationPeriod.Weekly, default);
        var before = await DumpAsync(tree);
        await tree.AddFactsAsync([new NewFact { Text = "The kettle is blue." }], default);
        _host.Time.Advance(TimeSpan.FromDays(20));
        var added = await DumpAsync(tree);
        before.ShouldNotBe(added);

        var run = await tree.ConsolidateAsync(ConsolidationPeriod.Weekly, default);
        (await DumpAsync(tree)).ShouldNotBe(added);
        await _host.RestartAsync();
        tree = _host.Tree();
        var undone = await _host.Trees.UndoAsync(TreeHost.Organization, new ItemRef(run.Id, "helper", "ann"), default);

        undone.Status.ShouldBe(ConsolidationStatus.Undone);
        (await DumpAsync(tree)).ShouldBe(added);
        await Should.ThrowAsync<StateConflictException>(tree.UndoAsync(run.Id, default));
    }

    [Fact]
    public async Task What_was_deleted_after_a_run_stays_deleted_when_it_is_undone()
    {
        var tree = _host.Tree();
        var fact = (await tree.AddFactsAsync([new NewFact { Text = "Clara teaches physics in Turku." }, new NewFact { Text = "The user visits Clara every summer." }], default))[0].Fact!;
        var run = await tree.ConsolidateAsync(ConsolidationPeriod.Daily, default);
        await tree.DeleteAsync(fact.Id, default);

        await tree.UndoAsync(run.Id, default);

        (await FactsAsync(tree)).Single().LinkedFactIds.ShouldBeEmpty();
        (await tree.GetSummariesAsync(null, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nightly_work_consolidates_a_tree_that_was_written_to()
    {
        await _host.Tree().AddFactsAsync([new NewFact { Text = "The user bought a kettle." }], default);
        (await _host.Runner.RunDueAsync(default)).ShouldBe(0);
        _host.Time.Advance(TimeSpan.FromDays(1));
        await _host.RestartAsync();

        (await _host.Runner.RunDueAsync(default)).ShouldBe(1);

        (await _host.Tree().GetRunsAsync(10, default)).Count.ShouldBe(1);
        (await _host.Tree().GetSummariesAsync(ConsolidationPeriod.Daily, 10, default)).Count.ShouldBe(1);
        (await _host.Runner.RunDueAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_quiet_tree_is_visited_at_night_only_when_decay_shows_or_a_week_is_open_and_in_the_end_no_more()
    {
        await _host.Tree().AddFactsAsync([new NewFact { Text = "The user bought a kettle.", Importance = 0.9 }], default);
        var (nights, visits) = (0, new List<int>());
        for (; nights < 365; nights++)
        {
            _host.Time.Advance(TimeSpan.FromDays(1));
            if (await _host.Runner.RunDueAsync(default) > 0)
            {
                visits.Add(nights);
            }

            if (nights % 50 == 0)
            {
                await _host.RestartAsync();
            }
        }

        visits[0].ShouldBe(0);
        visits.Count.ShouldBeInRange(5, 21);
        visits[^1].ShouldBeLessThan(200);
        var runs = await _host.Tree().GetRunsAsync(100, default);
        runs.Count.ShouldBe(visits.Count);
        runs.ShouldAllBe(run => run.Diff.Retention.Count + run.Diff.SummaryIds.Count > 0);
        runs.Count(run => run.Period == ConsolidationPeriod.Weekly && run.Diff.SummaryIds.Count > 0).ShouldBe(1);

        await _host.Tree().AddFactsAsync([new NewFact { Text = "The kettle whistles." }], default);
        _host.Time.Advance(TimeSpan.FromDays(1));
        (await _host.Runner.RunDueAsync(default)).ShouldBe(1);
        (await _host.Tree().GetRunsAsync(100, default)).Count.ShouldBe(visits.Count + 1);
    }

    [Fact]
    public async Task A_night_without_anything_new_leaves_no_record()
    {
        var tree = _host.Tree();
        await tree.AddFactsAsync([new NewFact { Text = "The user bought a kettle." }], default);
        (await tree.ConsolidateNightlyAsync(default)).Run.ShouldNotBeNull();

        var again = await tree.ConsolidateNightlyAsync(default);

        again.Run.ShouldBeNull();
        again.NextNight.ShouldNotBeNull().ShouldBeGreaterThan(_host.Time.GetUtcNow());
        (await tree.GetRunsAsync(10, default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_is_undone_for_its_own_agent_and_user_only()
    {
        var tree = _host.Tree();
        await tree.AddFactsAsync([new NewFact { Text = "The user bought a kettle." }], default);
        var run = await tree.ConsolidateAsync(ConsolidationPeriod.Daily, default);

        await Should.ThrowAsync<NotFoundException>(_host.Trees.UndoAsync(TreeHost.Organization, new ItemRef(run.Id, "other"), default));
        await Should.ThrowAsync<NotFoundException>(_host.Trees.UndoAsync(TreeHost.Organization, new ItemRef(run.Id, "helper", "bob"), default));
        (await _host.Trees.UndoAsync(TreeHost.Organization, new ItemRef(run.Id, "helper"), default)).Status.ShouldBe(ConsolidationStatus.Undone);
    }

    [Fact]
    public async Task A_week_is_summed_up_from_its_days()
    {
        var tree = _host.Tree();
        await tree.AddFactsAsync([new NewFact { Text = "The user bought a kettle." }], default);
        _host.Time.Advance(TimeSpan.FromDays(1));
        await tree.AddFactsAsync([new NewFact { Text = "The user repaired the old violin." }], default);

        await tree.ConsolidateAsync(ConsolidationPeriod.Weekly, default);

        var days = await tree.GetSummariesAsync(ConsolidationPeriod.Daily, 10, default);
        var week = (await tree.GetSummariesAsync(ConsolidationPeriod.Weekly, 10, default)).Single();
        days.Count.ShouldBe(2);
        week.SourceIds.ShouldBe(days.Select(day => day.Id), ignoreOrder: true);
        week.Summary.ShouldContain("kettle");
        week.Summary.ShouldContain("violin");
        (week.PeriodEnd - week.PeriodStart).ShouldBe(TimeSpan.FromDays(7));
        week.PeriodStart.DayOfWeek.ShouldBe(DayOfWeek.Monday);
    }

    private static async Task<List<Fact>> FactsAsync(IMemoryTreeGrain tree) => [.. (await tree.ListAsync(new ItemQuery { Limit = 500 }, default)).Items.Cast<Fact>()];

    private static async Task<string> DumpAsync(IMemoryTreeGrain tree)
    {
        var items = (await tree.ListAsync(new ItemQuery { Limit = 500, States = [ItemState.Active, ItemState.Superseded, ItemState.Archived], Kinds = Enum.GetValues<TreeItemKind>() }, default)).Items;
        var summaries = await tree.GetSummariesAsync(null, 100, default);
        return string.Join('\n', items.Select(item => item.Id + TreeJson.Write(item)).Concat(summaries.OrderBy(summary => summary.Id, StringComparer.Ordinal).Select(TreeJson.Write)));
    }
}
