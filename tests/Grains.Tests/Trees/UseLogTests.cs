using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Search;

namespace FencyGrid.Grains.Tests.Trees;

public sealed class UseLogTests
{
    private readonly UseLog _log = new(TimeProvider.System);

    [Fact]
    public void What_was_written_is_read_and_what_is_gone_is_not_written()
    {
        Note("a", "b");
        Note("a");
        _log.IsWritten.ShouldBeFalse();

        var bytes = _log.Write(id => id != "b");

        _log.IsWritten.ShouldBeTrue();
        var read = new UseLog(TimeProvider.System);
        read.Read(bytes);
        read.IsWritten.ShouldBeTrue();
        read.Over(Fact("a")).HitCount.ShouldBe(2);
        read.Over(Fact("a")).LastRetrievedAt.ShouldBe(_log.Over(Fact("a")).LastRetrievedAt);
        read.Over(Fact("b")).HitCount.ShouldBe(0);
    }

    [Fact]
    public void What_is_noted_after_a_write_is_yet_to_be_written()
    {
        Note("a");
        _log.Write(_ => true);
        Note("a");
        _log.IsWritten.ShouldBeFalse();
    }

    [Fact]
    public void Only_what_is_too_much_goes_into_the_facts_and_a_failed_write_gives_it_back()
    {
        Note([.. Enumerable.Range(0, 130).Select(number => $"f{number}")]);
        _log.Take(all: false).Count.ShouldBe(2);
        _log.Take(all: false).ShouldBeEmpty();

        var rest = _log.Take(all: true);
        rest.Count.ShouldBe(128);
        _log.IsEmpty.ShouldBeTrue();

        Note("f5");
        _log.Return(rest);
        _log.Over(Fact("f5")).HitCount.ShouldBe(2);
        _log.IsWritten.ShouldBeFalse();
    }

    private void Note(params IReadOnlyList<string> ids) =>
        _log.Note(new SearchOutcome([.. ids.Select(id => new TreeSearchHit(Fact(id), 0.5))], [], new Dictionary<string, double>()));

    private static Fact Fact(string id) => Sample.Fact("Bees.") with { Id = id };
}
