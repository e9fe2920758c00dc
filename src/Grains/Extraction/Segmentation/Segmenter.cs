using FencyGrid.Grains.Extraction.Artifacts;

namespace FencyGrid.Grains.Extraction.Segmentation;

/// <summary>Turns messages into sentences with a speaker and, where it is clear, an addressee. Code blocks and tables are left to the artifacts.</summary>
internal sealed class Segmenter
{
    private readonly ExtractionContext _context;
    private readonly SpeakerPrefix _prefixes;
    private readonly List<Speaker> _speakers = [];

    public Segmenter(IReadOnlyList<ConversationMessage> messages, ExtractionContext context)
    {
        _context = context;
        _prefixes = SpeakerPrefix.Learn(messages.Select(message => (message.Speaker, message.Content)));
        foreach (var message in messages)
        {
            if (message.Role is "system" or "tool" or "developer" && string.IsNullOrWhiteSpace(message.Speaker))
            {
                continue;
            }

            var any = false;
            if (string.IsNullOrWhiteSpace(message.Speaker))
            {
                foreach (var line in message.Content.AsSpan().EnumerateLines())
                {
                    if (_prefixes.Read(line, out _) is { } name)
                    {
                        Know(Speaker.Of(message, name, context));
                        any = true;
                    }
                }
            }

            if (!any)
            {
                Know(Speaker.Of(message, null, context));
            }
        }
    }

    /// <summary>Everybody who speaks, in order of appearance.</summary>
    public IReadOnlyList<Speaker> Speakers => _speakers;

    /// <summary>The sentences of one message, in order.</summary>
    public List<Sentence> Segment(ConversationMessage message)
    {
        var sentences = new List<Sentence>();
        var plain = WordScanner.Plain(message.Content);
        var speaker = Speaker.Of(message, null, _context);
        var named = !string.IsNullOrWhiteSpace(message.Speaker);
        foreach (var (from, to) in ProseSpans.Of(plain))
        {
            var start = from;
            while (start < to)
            {
                // A paragraph may hold several speakers' lines; each line that names one starts anew.
                var lineEnd = plain.IndexOf('\n', start, to - start);
                lineEnd = lineEnd < 0 ? to : lineEnd;
                var textStart = 0;
                if (!named && _prefixes.Read(plain.AsSpan(start, lineEnd - start), out textStart) is { } name)
                {
                    speaker = Speaker.Of(message, name, _context);
                }
                else if (named && plain.AsSpan(start, lineEnd - start).StartsWith(message.Speaker!.Trim() + ": ", StringComparison.OrdinalIgnoreCase))
                {
                    textStart = message.Speaker!.Trim().Length + 2;
                }

                AddLine(sentences, message, plain, start + textStart, lineEnd, speaker);
                start = lineEnd + 1;
            }
        }

        return sentences;
    }

    private void AddLine(List<Sentence> sentences, ConversationMessage message, string plain, int from, int to, Speaker speaker)
    {
        var marker = ListMarker.Length(plain.AsSpan(from, Math.Max(0, to - from)));
        foreach (var range in SentenceSplitter.Split(plain, from + marker, to))
        {
            var text = plain[range];
            var start = range.Start.Value;
            sentences.Add(new Sentence(message, start, text.Length, text, speaker, AddresseeOf(speaker), EndsAsQuestion(text), marker > 0));
        }
    }

    private Speaker? AddresseeOf(Speaker speaker) =>
        _speakers.Count == 2 ? _speakers[0].Name == speaker.Name ? _speakers[1] : _speakers[0]
        : _speakers.Count == 1 && speaker.IsAssistant ? Speaker.Of(new ConversationMessage("", "user", null, ""), null, _context)
        : null;

    private static bool EndsAsQuestion(string text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] == '?')
            {
                return true;
            }

            if (char.IsLetterOrDigit(text[i]))
            {
                return false;
            }
        }

        return false;
    }

    private void Know(Speaker speaker)
    {
        if (!_speakers.Exists(s => string.Equals(s.Name, speaker.Name, StringComparison.OrdinalIgnoreCase)))
        {
            _speakers.Add(speaker);
        }
    }
}
