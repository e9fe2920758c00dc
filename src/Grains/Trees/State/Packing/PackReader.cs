using System.Buffers.Binary;
using System.Text;

namespace FencyGrid.Grains.Trees.State.Packing;

/// <summary>Reads what <see cref="PackWriter"/> wrote, in its order.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private string? _first;

    internal long Origin { get; set; }

    internal readonly bool IsAtEnd => _rest.IsEmpty;

    internal ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    internal ulong Natural()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var b = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }

    internal long Whole()
    {
        var value = Natural();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    internal DateTimeOffset Time()
    {
        var ticks = Origin + Whole();
        var offset = TimeSpan.FromMinutes(Whole());
        return new DateTimeOffset(ticks + offset.Ticks, offset);
    }

    internal double Number()
    {
        var hundredths = Take(1)[0];
        return hundredths < byte.MaxValue ? hundredths / 100.0 : BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));
    }

    internal string Text()
    {
        var head = Natural();
        var length = (int)(head >> 3);
        switch ((PackedText)(head & 7))
        {
            case PackedText.Uuid:
                return new Guid(Take(16)).ToString("D");
            case PackedText.Hex:
                return Convert.ToHexStringLower(Take(length / 2));
            case PackedText.Utf16:
                var units = new char[length];
                for (var i = 0; i < length; i++)
                {
                    units[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(char)));
                }

                return new string(units);
            case PackedText.EndsAsFirst:
                var first = _first!;
                return string.Concat(Text(), first.AsSpan(^length));
            default:
                var text = Encoding.UTF8.GetString(Take(length));
                _first ??= PackedTexts.MayBeFirst(text) ? text : null;
                return text;
        }
    }

    internal IReadOnlyList<string> Texts()
    {
        var texts = new string[Natural()];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Text();
        }

        return texts;
    }
}
