namespace FencyGrid.Grains.Search.Index;

/// <summary>Unsigned integers in groups of seven bits, lowest first, the high bit set on all but the last byte.</summary>
internal static class Varint
{
    internal const int MaxBytes = 5;

    internal static int Write(Span<byte> target, uint value)
    {
        var length = 0;
        while (value >= 0x80)
        {
            target[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[length++] = (byte)value;
        return length;
    }

    internal static uint Read(ReadOnlySpan<byte> source, ref int position)
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var b = source[position++];
            value |= (uint)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("An index entry holds a number of more than five bytes.");
    }
}
