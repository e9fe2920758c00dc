using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees;
using FencyGrid.Grains.Trees.Reading;
using FencyGrid.Grains.Trees.Search;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Tests.Trees;

public sealed class NodePlacementTests
{
    [Fact]
    public void A_full_topic_keeps_its_id_and_its_facts_and_gets_parts()
    {
        var draft = Sample.Draft();
        var writer = Sample.Writer(new TreeOptions { NodeCapacity = 5 });
        for (var i = 0; i < 60; i++)
        {
            writer.Add(draft, Sample.Hash, new NewFact { Text = $"Crate number {i} holds walnuts." }).Kind.ShouldBe(FactOutcomeKind.Created);
        }

        var nodes = Nodes(draft);
        nodes.ShouldAllBe(node => node.ContentCount <= 5);
        nodes.Sum(node => node.ContentCount).ShouldBe(60);
        nodes.Select(node => node.Path).ShouldBeUnique();
        nodes.Where(node => node.ParentId is null).ShouldAllBe(node => node.Depth == 0 && node.Path == "/" + node.Name);
        foreach (var node in nodes.Where(node => node.ParentId is not null))
        {
            var parent = nodes.Single(other => other.Id == node.ParentId);
            node.Path.ShouldBe($"{parent.Path}/{node.Name}");
            node.Depth.ShouldBe(parent.Depth + 1);
        }

        foreach (var parent in nodes)
        {
            parent.ChildCount.ShouldBe(nodes.Count(node => node.ParentId == parent.Id));
        }
    }

    [Fact]
    public void A_fact_goes_to_the_node_it_names_and_nowhere_when_there_is_none()
    {
        var draft = Sample.Draft();
        var writer = Sample.Writer();
        var node = writer.Add(draft, Sample.Hash, new NewFact { Text = "The user plays the cello." }).Fact!.NodeId;

        writer.Add(draft, Sample.Hash, new NewFact { Text = "Crates hold walnuts.", NodeId = node }).Fact!.NodeId.ShouldBe(node);
        var refused = writer.Add(draft, Sample.Hash, new NewFact { Text = "Boxes hold almonds.", NodeId = "elsewhere" });

        refused.Kind.ShouldBe(FactOutcomeKind.Rejected);
        refused.Reason!.ShouldContain("elsewhere");
    }

    [Fact]
    public void Importance_and_counts_follow_the_facts()
    {
        var draft = Sample.Draft();
        var writer = Sample.Writer();
        var first = writer.Add(draft, Sample.Hash, new NewFact { Text = "Crates hold walnuts.", Importance = 0.2 }).Fact!;
        writer.Add(draft, Sample.Hash, new NewFact { Text = "Boxes hold almonds.", Importance = 0.6, NodeId = first.NodeId });

        Nodes(draft).Single(node => node.Id == first.NodeId).Importance.ShouldBe(0.4, 1e-9);
        draft.Remove(first.Id);

        var node = Nodes(draft).Single(node => node.Id == first.NodeId);
        node.Importance.ShouldBe(0.6, 1e-9);
        node.ContentCount.ShouldBe(1);
    }

    private static IReadOnlyList<MemoryNode> Nodes(TreeDraft draft) =>
        NodeListing.List(draft.Tree.Build(), new NodeQuery(Limit: 200), new UseLog(TimeProvider.System), Sample.Now).Nodes;
}
