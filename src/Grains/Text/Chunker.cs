namespace FencyGrid.Grains.Text;

/// <summary>
/// Cuts a text into chunks of about 200 to 400 tokens, taking four characters for a token: by headings, then blocks (paragraphs, lists,
/// tables, code), then lines or sentences, then words. Chunks partition the text exactly.
/// </summary>
public static class Chunker
{
    /// <summary>A chunk this long takes no further block.</summary>
    internal const int Target = 1200;

    /// <summary>No chunk of several blocks is longer.</summary>
    internal const int Most = 1600;

    /// <summary>A section shorter than this shares its chunk with the next.</summary>
    internal const int Least = 400;

    /// <summary>No chunk at all is longer: a longer word, and nothing else, is cut, between graphemes.</summary>
    internal const int HardLimit = 2000;

    private const string TrailSeparator = " › ";

    /// <summary>Cuts the text; no chunks for an empty one.</summary>
    /// <param name="hasPages">Form feeds in the text end pages.</param>
    public static IReadOnlyList<TextChunk> Chunk(string text, bool hasPages = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var assembly = new Assembly(text, hasPages);
        var blocks = new BlockReader(text);
        while (blocks.Next(out var block))
        {
            var isHeading = block.Kind == BlockKind.Heading;
            for (var start = block.Start; start < block.End;)
            {
                var end = block.Length <= Most ? block.End : BlockSplitter.NextCut(text, start, block.End, byLine: block.Kind == BlockKind.Lines);
                if (isHeading)
                {
                    assembly.AddHeading(end, block.Level, text.Substring(block.HeadingStart, block.HeadingLength));
                    isHeading = false;
                }
                else
                {
                    assembly.AddBody(end);
                }

                start = end;
            }
        }

        return assembly.Finish();
    }

    private sealed class Assembly(string text, bool hasPages)
    {
        private readonly List<TextChunk> _chunks = [];
        private readonly List<(int Level, string Text)> _trail = [];
        private string _heading = string.Empty;
        private bool _hasBody;
        private int _start;
        private int _end;
        private int _page = 1;

        internal void AddHeading(int end, int level, string heading)
        {
            if ((_hasBody && _end - _start >= Least) || end - _start > Most)
            {
                Flush();
            }

            _trail.RemoveAll(above => above.Level >= level);
            _trail.Add((level, heading));
            _end = end;
        }

        internal void AddBody(int end)
        {
            if (_end > _start && (end - _start > Most || (_hasBody && _end - _start >= Target)))
            {
                Flush();
            }

            if (!_hasBody)
            {
                _heading = string.Join(TrailSeparator, _trail.Select(above => above.Text));
                _hasBody = true;
            }

            _end = end;
        }

        internal List<TextChunk> Finish()
        {
            Flush();
            return _chunks;
        }

        private void Flush()
        {
            if (_end == _start)
            {
                return;
            }

            if (!_hasBody)
            {
                _heading = string.Join(TrailSeparator, _trail.Select(above => above.Text));
            }

            _chunks.Add(new TextChunk(_chunks.Count + 1, _start, _end - _start, _heading, hasPages ? PagesOf(text.AsSpan(_start.._end)) : []));
            _start = _end;
            _hasBody = false;
        }

        private List<int> PagesOf(ReadOnlySpan<char> slice)
        {
            var written = slice.Trim();
            var before = slice[..(slice.Length - slice.TrimStart().Length)].Count('\f');
            var first = _page + before;
            var last = first + written.Count('\f');
            _page += slice.Count('\f');
            return [.. Enumerable.Range(written.IsEmpty ? _page - slice.Count('\f') : first, written.IsEmpty ? 1 : last - first + 1)];
        }
    }
}
