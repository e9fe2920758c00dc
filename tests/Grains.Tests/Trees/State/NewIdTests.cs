using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Tests.Trees.State;

public sealed class NewIdTests
{
    [Fact]
    public void Ids_are_uuids_that_begin_with_the_time_and_none_comes_twice()
    {
        var ids = ParallelEnumerable.Range(0, 10_000).Select(_ => TreeDraft.NewId()).ToList();
        ids.Distinct().Count().ShouldBe(ids.Count);
        ids.ShouldAllBe(id => BeginsWithTheTime(Guid.ParseExact(id, "D")));
    }

    private static bool BeginsWithTheTime(Guid id) => id.Version == 7 && id.Variant is >= 8 and <= 11;
}
