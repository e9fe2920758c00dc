using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace FencyGrid.Embedded.Tests.Trees;

/// <summary>Any sequence of calls, restarts in between, leaves the tree as the simple model says.</summary>
public sealed class TreeModelTests
{
    private static readonly string[] Texts =
    [
        "The user lives in Bergen", "The user lives in Oslo", "The user lives in Turku",
        "The copper kettle whistles at noon", "A heron nests behind the mill", "Rye bread needs a long proof", "The violin hangs in the attic",
    ];

    private enum Step
    {
        Add,
        Update,
        Delete,
        Consolidate,
        Undo,
        Restart,
    }

    [Fact]
    public void Deletion_supersession_consolidation_and_undo_follow_the_model()
    {
        var step = Gen.Frequency(
            (6, Gen.Constant(Step.Add)), (4, Gen.Constant(Step.Update)), (3, Gen.Constant(Step.Delete)), (2, Gen.Constant(Step.Consolidate)), (2, Gen.Constant(Step.Undo)), (1, Gen.Constant(Step.Restart)));
        var command =
            from what in step
            from which in Gen.Choose(0, 1000)
            from text in Gen.Elements(Texts)
            select (what, which, text);
        var sequences = from length in Gen.Choose(5, 30) from commands in command.ListOf(length) select commands;

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(15),
            Prop.ForAll(sequences.ToArbitrary(), commands => RunAsync([.. commands]).GetAwaiter().GetResult()));
    }

    private static async Task RunAsync(IReadOnlyList<(Step What, int Which, string Text)> commands)
    {
        var host = new TreeHost(new TreeOptions { LossBudget = 1 });
        try
        {
            var model = new TreeModel();
            var runs = new Stack<ConsolidationRun>();
            foreach (var command in commands)
            {
                host.Time.Advance(TimeSpan.FromHours(7));
                await StepAsync(host, model, runs, command);
                await CompareAsync(host, model);
            }
        }
        finally
        {
            await host.CloseAsync();
        }
    }

    private static async Task StepAsync(TreeHost host, TreeModel model, Stack<ConsolidationRun> runs, (Step What, int Which, string Text) command)
    {
        var ids = model.Entries.Keys.Order(StringComparer.Ordinal).ToList();
        var id = ids.Count == 0 ? null : ids[command.Which % ids.Count];
        switch (command.What)
        {
            case Step.Add:
                await AddAsync(host, model, command.Text);
                break;
            case Step.Update when id is not null:
                await UpdateAsync(host, model, id, command.Text);
                break;
            case Step.Delete when id is not null:
                await host.Tree().DeleteAsync(id, default);
                model.Delete(id);
                break;
            case Step.Consolidate:
                var run = await host.Tree().ConsolidateAsync(command.Which % 2 == 0 ? ConsolidationPeriod.Daily : ConsolidationPeriod.Weekly, default);
                Merge(model, run);
                if (model.Entries.Count + model.Deleted.Count > 0)
                {
                    runs.Push(run);
                }

                break;
            case Step.Undo when runs.TryPop(out var last):
                await host.Tree().UndoAsync(last.Id, default);
                foreach (var (archived, _) in last.Diff.Archived)
                {
                    if (model.Entries.TryGetValue(archived, out var entry) && entry.State == ItemState.Archived)
                    {
                        entry.State = ItemState.Active;
                        entry.MergedInto = null;
                    }
                }

                break;
            case Step.Restart:
                await host.RestartAsync();
                break;
        }
    }

    private static async Task AddAsync(TreeHost host, TreeModel model, string text)
    {
        var outcome = (await host.Tree().AddFactsAsync([new NewFact { Text = text }], default))[0];
        if (model.ActiveOf(text) is not null)
        {
            outcome.Kind.ShouldBe(FactOutcomeKind.Confirmed);
            model.Entries[outcome.Fact!.Id].Text.ShouldBe(text);
            return;
        }

        outcome.Kind.ShouldBe(FactOutcomeKind.Created);
        outcome.SupersededIds.ShouldBe(model.ContradictedBy(text).Select(entry => entry.Id), ignoreOrder: true);
        model.Create(outcome.Fact!.Id, text, outcome.Fact.SupersedesId);
    }

    private static async Task UpdateAsync(TreeHost host, TreeModel model, string id, string text)
    {
        var entry = model.Entries[id];
        if (entry.Text != text && entry.State != ItemState.Active)
        {
            await Should.ThrowAsync<StateConflictException>(host.Tree().UpdateAsync(id, new ItemChange(text), default));
            return;
        }

        var changed = await host.Tree().UpdateAsync(id, new ItemChange(text), default);
        if (entry.Text == text)
        {
            changed.Id.ShouldBe(id);
            return;
        }

        entry.State = ItemState.Superseded;
        model.Create(changed.Id, text, id);
    }

    // Which of several equal ones stands for the rest is the tree's to say; that one of each does is not.
    private static void Merge(TreeModel model, ConsolidationRun run)
    {
        run.Status.ShouldBe(ConsolidationStatus.Completed);
        foreach (var (archived, kept) in run.Diff.Archived)
        {
            model.Entries[archived].State.ShouldBe(ItemState.Active);
            model.Entries[archived].Text.ShouldBe(model.Entries[kept].Text);
            model.Entries[archived].State = ItemState.Archived;
            model.Entries[archived].MergedInto = kept;
        }

        model.Active.Select(entry => entry.Text).ShouldBeUnique();
    }

    private static async Task CompareAsync(TreeHost host, TreeModel model)
    {
        var tree = host.Tree();
        var everything = new ItemQuery { Limit = 500, States = [ItemState.Active, ItemState.Superseded, ItemState.Archived] };
        var items = (await tree.ListAsync(everything, default)).Items.Cast<Fact>().ToList();
        items.Select(fact => (fact.Id, fact.Text, fact.State)).ShouldBe(model.Entries.Values.Select(entry => (entry.Id, entry.Text, entry.State)), ignoreOrder: true);
        (await tree.ListAsync(new ItemQuery(), default)).TotalCount.ShouldBe(model.Active.Count());
        foreach (var entry in model.Entries.Values)
        {
            (await tree.GetHistoryAsync(entry.Id, default)).PreviousVersions.Select(fact => fact.Id).ShouldBe(model.History(entry.Id));
        }

        foreach (var id in model.Deleted)
        {
            await Should.ThrowAsync<NotFoundException>(tree.GetAsync(id, default));
        }

        foreach (var text in Texts)
        {
            var hits = (await tree.SearchAsync(new TreeSearchRequest { Query = text, Limit = 100, CountsAsUse = false }, default)).Hits.Where(hit => hit.Item.Body == text);
            hits.Select(hit => hit.Item.Id).ShouldBe(model.Active.Where(entry => entry.Text == text).Select(entry => entry.Id), ignoreOrder: true);
        }
    }
}
