using System.Collections.Frozen;

namespace FencyGrid.Grains.Text.Vocabulary;

/// <summary>Words of a query to the words that may stand for them in a text, by the hashes of their terms. Read from groups parted by semicolons.</summary>
internal sealed class WordGroups
{
    private readonly Dictionary<uint, List<uint>> _others = [];

    /// <summary>Each word of a group stands for every other.</summary>
    internal WordGroups AddMutual(string groups)
    {
        foreach (var group in Groups(groups))
        {
            foreach (var word in group)
            {
                Add(word, group);
            }
        }

        return this;
    }

    /// <summary>A group's other words stand for its first, but not it for them: who asks for sport may mean tennis.</summary>
    internal WordGroups AddKinds(string groups)
    {
        foreach (var group in Groups(groups))
        {
            Add(group[0], group);
        }

        return this;
    }

    internal FrozenDictionary<uint, uint[]> Freeze() => _others.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray());

    internal static uint[] Terms(string words) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => TermHash.Of(TextAnalyzer.Analyze(word)[0])).Distinct()];

    private static IEnumerable<uint[]> Groups(string groups) => groups.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Terms);

    private void Add(uint word, uint[] group)
    {
        if (!_others.TryGetValue(word, out var others))
        {
            _others[word] = others = [];
        }

        others.AddRange(group.Where(other => other != word && !others.Contains(other)));
    }
}
