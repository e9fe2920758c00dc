using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace FencyGrid.Grains.Trees.State.Packing;

/// <summary>Writes values one after another, in as few bytes as is quick. Reused by its thread.</summary>
internal sealed class PackWriter
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private byte[] _bytes = new byte[1024];
    private int _length;
    private string? _first;

    /// <summary>What most times of an item are near to, in ticks.</summary>
    internal long Origin { get; set; }

    internal void Clear() => (_length, Origin, _first) = (0, 0, null);

    internal byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    /// <summary>So many bytes of zero, to be filled in later; valid until the next write.</summary>
    internal Span<byte> Take(int count)
    {
        if (_length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }

        var taken = _bytes.AsSpan(_length, count);
        taken.Clear();
        _length += count;
        return taken;
    }

    internal void Natural(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Take(1)[0] = (byte)(value | 0x80);
        }

        Take(1)[0] = (byte)value;
    }

    internal void Whole(long value) => Natural((ulong)((value << 1) ^ (value >> 63)));

    internal void Time(DateTimeOffset value)
    {
        Whole(value.UtcTicks - Origin);
        Whole((long)value.Offset.TotalMinutes);
    }

    // Scores mostly have two digits.
    internal void Number(double value)
    {
        var hundredths = Math.Round(value * 100);
        if (hundredths is >= 0 and < byte.MaxValue && BitConverter.DoubleToInt64Bits((byte)hundredths / 100.0) == BitConverter.DoubleToInt64Bits(value))
        {
            Take(1)[0] = (byte)hundredths;
            return;
        }

        Take(1)[0] = byte.MaxValue;
        BinaryPrimitives.WriteDoubleLittleEndian(Take(sizeof(double)), value);
    }

    internal void Text(string value)
    {
        if (value.Length == 36 && Guid.TryParseExact(value, "D", out var id) && id.ToString("D") == value)
        {
            Natural((ulong)PackedText.Uuid);
            id.TryWriteBytes(Take(16));
        }
        else if (value.Length >= 8 && value.Length % 2 == 0 && !value.AsSpan().ContainsAnyExcept(HexDigits))
        {
            Natural(((ulong)value.Length << 3) | (ulong)PackedText.Hex);
            Convert.FromHexString(value, Take(value.Length / 2), out _, out _);
        }
        else if (value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            // As it stands, for a surrogate may stand alone.
            Natural(((ulong)value.Length << 3) | (ulong)PackedText.Utf16);
            var target = Take(value.Length * sizeof(char));
            for (var i = 0; i < value.Length; i++)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(target[(i * sizeof(char))..], value[i]);
            }
        }
        else if (PackedTexts.CommonEnd(_first, value) is var shared and > 0)
        {
            Natural(((ulong)shared << 3) | (ulong)PackedText.EndsAsFirst);
            Text(value[..^shared]);
        }
        else
        {
            _first ??= PackedTexts.MayBeFirst(value) ? value : null;
            var length = Encoding.UTF8.GetByteCount(value);
            Natural(((ulong)length << 3) | (ulong)PackedText.Utf8);
            Encoding.UTF8.GetBytes(value, Take(length));
        }
    }

    internal void Texts(IReadOnlyList<string> values)
    {
        Natural((ulong)values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            Text(values[i]);
        }
    }
}
