namespace FencyGrid.Grains.Text;

/// <summary>Reads a text block by block: headings, fenced code, tables, lists, paragraphs. Every character belongs to one block.</summary>
internal ref struct BlockReader
{
    private readonly ReadOnlySpan<char> _text;
    private readonly HeadingRules _rules = new();
    private Line _line;
    private bool _afterBlank = true;

    internal BlockReader(ReadOnlySpan<char> text)
    {
        _text = text;
        _line = Line.At(text, 0);
    }

    internal bool Next(out Block block)
    {
        var start = _line.Start;
        if (start == _text.Length)
        {
            block = default;
            return false;
        }

        SkipBlank();
        if (_line.Start == _text.Length)
        {
            block = new Block(start, _text.Length, BlockKind.Paragraph);
            return true;
        }

        if (_rules.TryRead(_text, _line, _afterBlank, out var heading))
        {
            _line = Line.At(_text, heading.End);
            SkipBlank();
            _afterBlank = true;
            block = new Block(start, _line.Start, BlockKind.Heading, heading.Level, heading.TextStart, heading.TextLength);
            return true;
        }

        var kind = ReadBody();
        _afterBlank = SkipBlank();
        block = new Block(start, _line.Start, kind);
        return true;
    }

    private BlockKind ReadBody()
    {
        var first = _line.Content(_text);
        if (LineRules.IsFence(first, out var fence))
        {
            do
            {
                Advance();
            }
            while (_line.Start < _text.Length && !LineRules.ClosesFence(_line.Content(_text), fence));
            Advance();
            return BlockKind.Lines;
        }

        if (LineRules.IsTableRow(first))
        {
            ReadWhile(static line => LineRules.IsTableRow(line));
            return BlockKind.Lines;
        }

        if (LineRules.IsListItem(first))
        {
            ReadList();
            return BlockKind.Lines;
        }

        // A paragraph ends at a blank line, or where a block of another kind begins.
        do
        {
            Advance();
        }
        while (_line.Start < _text.Length && !_line.IsBlank(_text) && !StartsOther());
        return BlockKind.Paragraph;
    }

    private readonly bool StartsOther()
    {
        var line = _line.Content(_text);
        return LineRules.IsFence(line, out _) || LineRules.IsListItem(line) || LineRules.IsTableRow(line) || LineRules.IsMarkdownHeading(line, out _);
    }

    /// <summary>Items and what is indented under them; a blank line inside belongs to the list while an item or an indented line follows.</summary>
    private void ReadList()
    {
        Advance();
        while (_line.Start < _text.Length)
        {
            if (_line.IsBlank(_text))
            {
                var mark = _line;
                SkipBlank();
                if (_line.Start < _text.Length && (LineRules.IsListItem(_line.Content(_text)) || _line.IsIndented(_text)))
                {
                    continue;
                }

                _line = mark;
                return;
            }

            var content = _line.Content(_text);
            if (LineRules.IsFence(content, out _) || LineRules.IsTableRow(content) || LineRules.IsMarkdownHeading(content, out _))
            {
                return;
            }

            Advance();
        }
    }

    private void ReadWhile(Func<ReadOnlySpan<char>, bool> belongs)
    {
        do
        {
            Advance();
        }
        while (_line.Start < _text.Length && belongs(_line.Content(_text)));
    }

    private bool SkipBlank()
    {
        var any = false;
        while (_line.Start < _text.Length && _line.IsBlank(_text))
        {
            any = true;
            Advance();
        }

        return any;
    }

    private void Advance() => _line = Line.At(_text, _line.End);
}
