using FencyGrid.Contracts.Trees;

namespace FencyGrid.Embedded.Tests.Trees;

/// <summary>What a tree is, said simply: a list of texts with a state and what each took the place of.</summary>
internal sealed class TreeModel
{
    private const string Home = "The user lives in ";

    public Dictionary<string, Entry> Entries { get; } = [];

    public HashSet<string> Deleted { get; } = [];

    public IEnumerable<Entry> Active => Entries.Values.Where(entry => entry.State == ItemState.Active);

    public Entry? ActiveOf(string text) => Active.FirstOrDefault(entry => entry.Text == text);

    public IEnumerable<Entry> ContradictedBy(string text) => text.StartsWith(Home, StringComparison.Ordinal)
        ? Active.Where(entry => entry.Text.StartsWith(Home, StringComparison.Ordinal) && entry.Text != text)
        : [];

    public void Create(string id, string text, string? supersedes)
    {
        foreach (var entry in ContradictedBy(text).ToList())
        {
            entry.State = ItemState.Superseded;
        }

        Entries[id] = new Entry(id, text) { SupersedesId = supersedes };
    }

    /// <summary>Duplicates that were merged into it go with it, and history closes over the gap.</summary>
    public void Delete(string id)
    {
        var gone = Entries[id];
        Entries.Remove(id);
        Deleted.Add(id);
        foreach (var newer in Entries.Values.Where(entry => entry.SupersedesId == id))
        {
            newer.SupersedesId = gone.SupersedesId;
        }

        foreach (var duplicate in Entries.Values.Where(entry => entry.MergedInto == id).ToList())
        {
            Delete(duplicate.Id);
        }
    }

    public List<string> History(string id)
    {
        var chain = new List<string>();
        for (var next = Entries[id].SupersedesId; next is not null && Entries.TryGetValue(next, out var entry); next = entry.SupersedesId)
        {
            chain.Add(next);
        }

        return chain;
    }

    internal sealed class Entry(string id, string text)
    {
        public string Id { get; } = id;

        public string Text { get; } = text;

        public ItemState State { get; set; } = ItemState.Active;

        public string? SupersedesId { get; set; }

        public string? MergedInto { get; set; }
    }
}
