using FencyGrid.Grains.Trees.State.Collections;
using FsCheck;
using FsCheck.Fluent;

namespace FencyGrid.Grains.Tests.Trees.State;

public sealed class HashTrieTests
{
    // Few distinct low bits, so that leaves are split several times over.
    private static readonly Gen<(ulong Hash, bool Removes)> Change =
        from high in Gen.Choose(0, 300)
        from low in Gen.Choose(0, 2)
        from removes in Gen.Choose(0, 3)
        select (((ulong)high << 7) + (ulong)low, removes == 0);

    [Fact]
    public void It_holds_what_was_set_and_not_removed_and_earlier_versions_stay_as_they_were() => Check.One(
        Config.QuickThrowOnFailure.WithEndSize(600),
        Prop.ForAll(Arb.From(Gen.ArrayOf(Change)), changes =>
        {
            var model = new Dictionary<ulong, string>();
            var trie = new HashTrie<string>();
            var versions = new List<(HashTrie<string> Trie, Dictionary<ulong, string> Model)>();
            foreach (var group in Groups(changes))
            {
                var values = group.DistinctBy(change => change.Hash).ToDictionary(change => change.Hash, change => change.Removes ? null : $"{change.Hash} {versions.Count}");
                trie = trie.With(values);
                foreach (var (hash, value) in values)
                {
                    _ = value is null ? model.Remove(hash) : (model[hash] = value) is not null;
                }

                versions.Add((trie, versions.Count % 10 == 0 ? new(model) : []));
            }

            ShouldHold(trie, model);
            foreach (var (earlier, held) in versions.Where((_, number) => number % 10 == 0))
            {
                ShouldHold(earlier, held);
            }
        }));

    // One, two, three, and so on.
    private static IEnumerable<(ulong Hash, bool Removes)[]> Groups((ulong Hash, bool Removes)[] changes)
    {
        for (var (start, size) = (0, 1); start < changes.Length; start += size++)
        {
            yield return changes[start..Math.Min(start + size, changes.Length)];
        }
    }

    private static void ShouldHold(HashTrie<string> trie, Dictionary<ulong, string> model)
    {
        trie.Count.ShouldBe(model.Count);
        trie.Values.Order(StringComparer.Ordinal).ShouldBe(model.Values.Order(StringComparer.Ordinal));
        for (var high = 0UL; high <= 300; high++)
        {
            trie.Find(high << 7).ShouldBe(model.GetValueOrDefault(high << 7));
        }
    }
}
