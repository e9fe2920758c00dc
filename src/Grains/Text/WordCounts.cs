namespace FencyGrid.Grains.Text;

/// <summary>The distinct words of one text as the embedder takes them: no stop words, no wholes of compounds (their parts carry them).</summary>
internal sealed class WordCounts
{
    private readonly Dictionary<ulong, int> _indexes = [];
    private readonly List<(int Start, int Length, int Times)> _words = [];
    private char[] _characters = new char[1024];
    private int _used;

    internal int Count => _words.Count;

    internal ReadOnlySpan<char> Word(int index) => _characters.AsSpan(_words[index].Start, _words[index].Length);

    internal int Times(int index) => _words[index].Times;

    internal void Add(ReadOnlySpan<char> token, TokenKind kind)
    {
        if (kind == TokenKind.Character || token.Length > 64 || (kind == TokenKind.Word && StopWords.Contains(token)))
        {
            return;
        }

        var hash = TermHash.Wide(token);
        if (_indexes.TryGetValue(hash, out var index))
        {
            var (start, length, times) = _words[index];
            _words[index] = (start, length, times + 1);
            return;
        }

        if (_used + token.Length > _characters.Length)
        {
            Array.Resize(ref _characters, Math.Max(_characters.Length * 2, _used + token.Length));
        }

        token.CopyTo(_characters.AsSpan(_used));
        _indexes.Add(hash, _words.Count);
        _words.Add((_used, token.Length, 1));
        _used += token.Length;
    }

    internal void Clear()
    {
        _indexes.Clear();
        _words.Clear();
        _used = 0;
    }
}
