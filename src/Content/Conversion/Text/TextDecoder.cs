using System.Text;
using FencyGrid.Grains.Memories.Content;

namespace FencyGrid.Content.Conversion.Text;

/// <summary>Bytes to text: the byte order mark, else the declared charset, else UTF-8.</summary>
internal static class TextDecoder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly (byte[] Mark, Encoding Encoding)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], Encoding.UTF8),
        ([0xFF, 0xFE, 0, 0], Encoding.UTF32),
        ([0, 0, 0xFE, 0xFF], new UTF32Encoding(bigEndian: true, byteOrderMark: true)),
        ([0xFF, 0xFE], Encoding.Unicode),
        ([0xFE, 0xFF], Encoding.BigEndianUnicode),
    ];

    static TextDecoder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Windows-1252, which the web takes for every charset that calls itself Latin-1 or ASCII.</summary>
    public static Encoding Western => Encoding.GetEncoding(1252);

    /// <exception cref="ConversionException">The charset is unknown, or the bytes are not of it.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string? declaredCharset)
    {
        if (DecodeMarked(bytes) is { } marked)
        {
            return marked;
        }

        if (declaredCharset is not null && !IsUtf8(declaredCharset))
        {
            var encoding = Find(declaredCharset) ?? throw new ConversionException($"The declared charset '{declaredCharset}' is not known.");
            return encoding.GetString(bytes);
        }

        return TryDecodeUtf8(bytes) ?? throw new ConversionException(declaredCharset is null
            ? "The text is not valid UTF-8. Convert it to UTF-8, or declare its charset in the type (text/plain; charset=windows-1252)."
            : "The text is declared as UTF-8 but is not valid UTF-8.");
    }

    public static string? DecodeMarked(ReadOnlySpan<byte> bytes)
    {
        foreach (var (mark, encoding) in Marks)
        {
            if (bytes.StartsWith(mark))
            {
                return encoding.GetString(bytes[mark.Length..]);
            }
        }

        return null;
    }

    public static string? TryDecodeUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The encoding of that name; null if there is none.</summary>
    public static Encoding? Find(string charset)
    {
        switch (charset.ToLowerInvariant())
        {
            case "iso-8859-1" or "latin1" or "latin-1" or "us-ascii" or "ascii":
                return Western;
            default:
                try
                {
                    return Encoding.GetEncoding(charset);
                }
                catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
                {
                    return null;
                }
        }
    }

    private static bool IsUtf8(string charset) => charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);
}
