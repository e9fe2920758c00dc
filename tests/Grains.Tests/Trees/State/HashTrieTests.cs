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
            foreach (var (hash, removes) in changes)
            {
                trie = removes ? trie.Remove(hash) : trie.Set(hash, $"{hash} {versions.Count}");
                _ = removes ? model.Remove(hash) : (model[hash] = $"{hash} {versions.Count}") is not null;
                versions.Add((trie, versions.Count % 40 == 0 ? new(model) : []));
            }

            ShouldHold(trie, model);
            foreach (var (earlier, held) in versions.Where((_, number) => number % 40 == 0))
            {
                ShouldHold(earlier, held);
            }
        }));

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
