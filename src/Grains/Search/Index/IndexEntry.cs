using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FencyGrid.Grains.Search.Conversations;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Search.Index;

/// <summary>
/// A part of a document (a chunk, a message) as an index takes it in: its terms and its local embedding, so that an index loads from
/// stored entries without reading text again. Layout: a version byte; the flags and the day of a message, and where its lowest bit is set the
/// 32-bit hash of its speaker; the lengths in terms of text and heading; then runs of terms that occur equally often (count in the text,
/// count in the heading, number of terms, their 32-bit hashes little endian); then the vector.
/// </summary>
public static class IndexEntry
{
    /// <summary>Changes with the layout, and with any change of analysis or embedding that would not find what was stored before.</summary>
    public const byte Version = 2;

    [ThreadStatic]
    private static EntryEncoder? _encoder;

    /// <summary>Encodes a part.</summary>
    /// <param name="text">What is scored and embedded.</param>
    /// <param name="heading">The trail of headings above it, or other context that every part repeats; scored by its own weight. Empty for none.</param>
    /// <param name="message">Who said it and when, where the part is a message; null for prose.</param>
    public static byte[] Encode(ReadOnlySpan<char> text, ReadOnlySpan<char> heading = default, MessageContext? message = null) =>
        (_encoder ??= new EntryEncoder()).Encode(text, heading, message);

    /// <summary>Whether this build reads the entry; if not, it is to be encoded anew from its text.</summary>
    public static bool IsCurrent(ReadOnlySpan<byte> entry) => entry.Length > HashedEmbedder.Dimensions && entry[0] == Version;
}

/// <summary>Reads an entry from its first run of terms to its vector, without copying.</summary>
internal ref struct IndexEntryReader
{
    private readonly ReadOnlySpan<byte> _entry;
    private int _position;
    private uint _runs;

    /// <exception cref="InvalidDataException">Not an entry of this version.</exception>
    internal IndexEntryReader(ReadOnlySpan<byte> entry)
    {
        if (!IndexEntry.IsCurrent(entry))
        {
            throw new InvalidDataException($"Not an index entry of version {IndexEntry.Version}: encode the part again from its text.");
        }

        _entry = entry;
        _position = 1;
        var traits = Varint.Read(entry, ref _position);
        var speaker = 0u;
        if ((traits & 1) != 0)
        {
            if (entry.Length - _position < sizeof(uint))
            {
                throw new InvalidDataException("An index entry is damaged: encode the part again from its text.");
            }

            speaker = BinaryPrimitives.ReadUInt32LittleEndian(entry[_position..]);
            _position += sizeof(uint);
        }

        Traits = new PartTraits(speaker, traits >> 1);
        TextLength = (int)Varint.Read(entry, ref _position);
        HeadingLength = (int)Varint.Read(entry, ref _position);
        _runs = Varint.Read(entry, ref _position);
    }

    internal PartTraits Traits { get; }

    /// <summary>In terms, repeats included.</summary>
    internal int TextLength { get; }

    internal int HeadingLength { get; }

    internal readonly ReadOnlySpan<sbyte> Vector => MemoryMarshal.Cast<byte, sbyte>(_entry[^HashedEmbedder.Dimensions..]);

    /// <exception cref="InvalidDataException">Not a whole entry of this version.</exception>
    internal static void Validate(ReadOnlySpan<byte> entry)
    {
        var reader = new IndexEntryReader(entry);
        while (reader._runs > 0)
        {
            if (reader._position >= entry.Length - HashedEmbedder.Dimensions || !reader.NextRun(out _, out _, out _))
            {
                break;
            }
        }

        if (reader.Traits.DayNumber > DateOnly.MaxValue.DayNumber || reader._runs > 0 || reader._position != entry.Length - HashedEmbedder.Dimensions)
        {
            throw new InvalidDataException("An index entry is damaged: encode the part again from its text.");
        }
    }

    internal bool NextRun(out int inText, out int inHeading, out ReadOnlySpan<byte> hashes)
    {
        if (_runs == 0)
        {
            inText = inHeading = 0;
            hashes = default;
            return false;
        }

        _runs--;
        inText = (int)Varint.Read(_entry, ref _position);
        inHeading = (int)Varint.Read(_entry, ref _position);
        var count = (int)Varint.Read(_entry, ref _position);
        if (count < 0 || count > (_entry.Length - _position) / sizeof(uint))
        {
            throw new InvalidDataException("An index entry is damaged: encode the part again from its text.");
        }

        hashes = _entry.Slice(_position, count * sizeof(uint));
        _position += hashes.Length;
        return true;
    }
}
