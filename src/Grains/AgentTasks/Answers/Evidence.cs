using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Search;

namespace FencyGrid.Grains.AgentTasks.Answers;

/// <summary>The memories that an answer's author has seen anything of, and the pages seen.</summary>
internal sealed class Evidence
{
    private readonly OrderedDictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    public IReadOnlyList<AnswerSource> All => [.. _seen.Values.Select(seen => seen.Source)];

    public void Add(MemorySearchHit hit) => Add(hit.MemoryId, hit.MemoryTitle, hit.MemoryTypeId, hit.MemoryTypeName, hit.MatchingChunk.PageNumbers, isPassage: true);

    public void Add(ReadMemory memory) => Add(memory.Id, memory.Title, memory.TypeId, memory.TypeName, memory.PageNumbers, memory.Text is not null);

    /// <summary>Those that the text links to; if it links none, all that passages were read of.</summary>
    public IReadOnlyList<AnswerSource> CitedBy(string text)
    {
        var cited = AnswerLinks.MemoriesIn(text).Where(_seen.ContainsKey).Select(id => _seen[id].Source).ToArray();
        return cited.Length > 0 ? cited : [.. _seen.Values.Where(seen => seen.HasPassage).Select(seen => seen.Source)];
    }

    private void Add(string id, string title, string typeId, string typeName, IReadOnlyList<int> pages, bool isPassage)
    {
        _seen.TryGetValue(id, out var before);
        var source = new AnswerSource(id, title, typeId, typeName, [.. (before?.Source.PageNumbers ?? []).Union(pages).Order()]);
        _seen[id] = new Seen(source, isPassage || before is { HasPassage: true });
    }

    private sealed record Seen(AnswerSource Source, bool HasPassage);
}
