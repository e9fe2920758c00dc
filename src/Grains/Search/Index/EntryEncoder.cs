using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FencyGrid.Grains.Search.Conversations;
using FencyGrid.Grains.Text;
using FencyGrid.Grains.Text.Vocabulary;

namespace FencyGrid.Grains.Search.Index;

/// <summary>Encodes parts one after another, keeping its buffers. One per thread.</summary>
internal sealed class EntryEncoder
{
    /// <summary>A power of two. Text repeats its words, so most need neither stemming nor hashing of the stem.</summary>
    private const int CacheSize = 8192;

    private readonly (ulong Token, uint Term)[] _cache = new (ulong, uint)[CacheSize];
    private readonly Dictionary<uint, Occurrences> _terms = [];
    private readonly List<(Occurrences Times, uint Hash)> _ordered = [];
    private readonly WordCounts _words = new();
    private byte[] _buffer = new byte[4096];

    internal byte[] Encode(ReadOnlySpan<char> text, ReadOnlySpan<char> heading, MessageContext? message)
    {
        _terms.Clear();
        _words.Clear();
        var inText = new Sink(this);
        Tokenizer.Scan(text, ref inText);
        var length = inText.Length;
        var traits = default(PartTraits);
        if (message is { } said)
        {
            // Before the caption's words join the text's: it tells of a picture, not when or what was asked.
            var tellsTime = TimeWords.AnyIn(_terms);
            var inCaption = new Sink(this);
            Tokenizer.Scan(said.Caption, ref inCaption);

            // Left out of the vector, in which a name would make all of a speaker's messages alike.
            var inSpeaker = new Sink(this, isEmbedded: false);
            Tokenizer.Scan(said.Speaker, ref inSpeaker);
            traits = new PartTraits(inSpeaker.Name, said.Day, text.TrimEnd() is [.., '?' or '？' or '؟'], tellsTime);
            length += inCaption.Length + inSpeaker.Length;
        }

        var inHeading = new Sink(this, isHeading: true, isEmbedded: false);
        Tokenizer.Scan(heading, ref inHeading);
        return Write(traits, length, inHeading.Length);
    }

    private byte[] Write(PartTraits traits, int textLength, int headingLength)
    {
        _ordered.Clear();
        foreach (var (hash, times) in _terms)
        {
            _ordered.Add((times, hash));
        }

        _ordered.Sort();
        var most = (_ordered.Count * (sizeof(uint) + (3 * Varint.MaxBytes))) + (5 * Varint.MaxBytes) + sizeof(uint) + HashedEmbedder.Dimensions;
        if (_buffer.Length < most)
        {
            _buffer = new byte[most * 2];
        }

        var target = _buffer.AsSpan();
        target[0] = IndexEntry.Version;
        var position = 1;
        position += Varint.Write(target[position..], (traits.Packed << 1) | (traits.Speaker == 0 ? 0u : 1u));
        if (traits.Speaker != 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(target[position..], traits.Speaker);
            position += sizeof(uint);
        }

        position += Varint.Write(target[position..], (uint)textLength);
        position += Varint.Write(target[position..], (uint)headingLength);
        var runs = 0;
        for (var i = 0; i < _ordered.Count; i++)
        {
            runs += i == 0 || _ordered[i].Times != _ordered[i - 1].Times ? 1 : 0;
        }

        position += Varint.Write(target[position..], (uint)runs);
        for (var start = 0; start < _ordered.Count;)
        {
            var times = _ordered[start].Times;
            var end = start + 1;
            while (end < _ordered.Count && _ordered[end].Times == times)
            {
                end++;
            }

            position += Varint.Write(target[position..], (uint)times.InText);
            position += Varint.Write(target[position..], (uint)times.InHeading);
            position += Varint.Write(target[position..], (uint)(end - start));
            for (; start < end; start++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(target[position..], _ordered[start].Hash);
                position += sizeof(uint);
            }
        }

        HashedEmbedder.Embed(_words, MemoryMarshal.Cast<byte, sbyte>(target.Slice(position, HashedEmbedder.Dimensions)));
        return target[..(position + HashedEmbedder.Dimensions)].ToArray();
    }

    private uint TermOf(ReadOnlySpan<char> token, TokenKind kind)
    {
        if (kind is not (TokenKind.Word or TokenKind.Part))
        {
            return TermHash.Of(token);
        }

        var hash = TermHash.Wide(token);
        ref var slot = ref _cache[(int)(hash ^ (hash >> 32)) & (CacheSize - 1)];
        if (slot.Token != hash)
        {
            Span<char> term = stackalloc char[Tokenizer.MaxWord + 2];
            token.CopyTo(term);
            slot = (hash, TermHash.Of(term[..TextAnalyzer.Reduce(term[..token.Length], kind)]));
        }

        return slot.Term;
    }

    private struct Sink(EntryEncoder encoder, bool isHeading = false, bool isEmbedded = true) : ITokenSink
    {
        internal int Length { get; private set; }

        /// <summary>The term of the first token of three characters, or else of the last: "Dr. Ann Lee" goes by "ann".</summary>
        internal uint Name { get; private set; }

        private bool _hasName;

        public void Add(ReadOnlySpan<char> token, TokenKind kind)
        {
            var term = encoder.TermOf(token, kind);
            if (!_hasName)
            {
                Name = term;
                _hasName = token.Length >= 3;
            }

            ref var times = ref CollectionsMarshal.GetValueRefOrAddDefault(encoder._terms, term, out _);
            times = isHeading ? times with { InHeading = times.InHeading + 1 } : times with { InText = times.InText + 1 };
            Length++;
            if (isEmbedded)
            {
                encoder._words.Add(token, kind);
            }
        }
    }

    private readonly record struct Occurrences(int InText, int InHeading) : IComparable<Occurrences>
    {
        public int CompareTo(Occurrences other) =>
            InText != other.InText ? InText.CompareTo(other.InText) : InHeading.CompareTo(other.InHeading);
    }
}
