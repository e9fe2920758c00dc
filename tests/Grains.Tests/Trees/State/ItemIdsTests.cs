using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Tests.Trees.State;

public sealed class ItemIdsTests
{
    [Fact]
    public void Ids_are_random_uuids_and_none_comes_twice()
    {
        var ids = ParallelEnumerable.Range(0, 10_000).Select(_ => TreeDraft.NewId()).ToList();
        ids.Distinct().Count().ShouldBe(ids.Count);
        ids.ShouldAllBe(id => IsRandom(Guid.ParseExact(id, "D")));
    }

    private static bool IsRandom(Guid id) => id.Version == 4 && id.Variant is >= 8 and <= 11;
}
