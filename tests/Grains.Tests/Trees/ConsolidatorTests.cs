using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees;
using FencyGrid.Grains.Trees.Consolidation;
using FencyGrid.Grains.Trees.Reading;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Tests.Trees;

public sealed class ConsolidatorTests
{
    [Fact]
    public void Duplicates_are_archived_in_favour_of_the_most_confirmed_one()
    {
        var draft = WithDuplicates(2, of: 10);

        var run = new Consolidator(Sample.Reader, new TreeOptions()).Run(draft, ConsolidationPeriod.Daily).Run;

        run.Status.ShouldBe(ConsolidationStatus.Completed);
        run.Diff.Archived.Select(pair => pair.Id).ShouldBe(["copy 0", "copy 1"], ignoreOrder: true);
        draft.Tree.Fact("copy 0")!.State.ShouldBe(ItemState.Archived);
        draft.Tree.Fact("copy 0")!.MergedIntoId.ShouldBe("fact 0");
        draft.Tree.Fact("fact 0")!.MentionCount.ShouldBe(6);
        draft.Tree.Fact("fact 0")!.State.ShouldBe(ItemState.Active);
    }

    [Fact]
    public void A_run_that_would_archive_more_than_the_loss_budget_changes_nothing()
    {
        var draft = WithDuplicates(4, of: 10);

        var run = new Consolidator(Sample.Reader, new TreeOptions { LossBudget = 0.2 }).Run(draft, ConsolidationPeriod.Daily).Run;

        run.Status.ShouldBe(ConsolidationStatus.Refused);
        run.Reason!.ShouldContain("loss budget");
        draft.Tree.ActiveFactCount.ShouldBe(14);
        draft.Tree.Summaries.ShouldBeEmpty();
    }

    [Fact]
    public void Messages_that_are_memories_of_their_own_have_no_duplicates()
    {
        var draft = Sample.Draft();
        foreach (var id in (string[])["a", "b"])
        {
            draft.Put(Sample.Fact("Good evening from the harbour.") with { Id = id, Origin = FactOrigin.Verbatim, CreatedAt = draft.Next() });
        }

        new Consolidator(Sample.Reader, new TreeOptions()).Run(draft, ConsolidationPeriod.Daily).Run.Diff.Archived.ShouldBeEmpty();
    }

    [Fact]
    public void An_audit_finds_duplicates_contradictions_stale_facts_and_secrets()
    {
        var draft = Sample.Draft();
        Put(draft, "a", "The copper kettle whistles at noon.");
        Put(draft, "b", "The copper kettle whistles at noon.");
        Put(draft, "c", "The user lives in Oslo.", "residence", "Oslo");
        Put(draft, "d", "The user lives in Bergen.", "residence", "Bergen");
        Put(draft, "e", "password: correct-horse");
        draft.Put(draft.Tree.Fact("e")! with { LastConfirmed = Sample.Now.AddYears(-1) });

        var report = new HygieneAudit(Sample.Reader, new TreeOptions()).Run(draft.Tree.Build(), 10, Sample.Now);

        report.Duplicates.ShouldBe([new HygienePair("a", "b")]);
        report.Contradictions.ShouldBe([new HygienePair("c", "d")]);
        report.Stale.ShouldBe(["e"]);
        report.Secrets.ShouldBe([new SecretFinding("e", "password")]);
    }

    private static TreeDraft WithDuplicates(int duplicates, int of)
    {
        var draft = Sample.Draft();
        for (var i = 0; i < of; i++)
        {
            Put(draft, $"fact {i}", $"Crate {i} holds walnuts from the north.");
            draft.Put(draft.Tree.Fact($"fact {i}")! with { MentionCount = 5 });
        }

        for (var i = 0; i < duplicates; i++)
        {
            Put(draft, $"copy {i}", $"Crate {i} holds walnuts from the north.");
        }

        return draft;
    }

    private static void Put(TreeDraft draft, string id, string text, string? attribute = null, string? value = null) =>
        draft.Put(Sample.Fact(text) with { Id = id, CreatedAt = draft.Next(), Subject = attribute is null ? null : "the user", Attribute = attribute, Value = value });
}
