using System.Text;
using FencyGrid.Content.Conversion;
using FencyGrid.Grains.Memories.Content;
using Microsoft.Extensions.Options;

namespace FencyGrid.Content.Tests.Conversion;

internal static class Converters
{
    public static Task<ConvertedDocument> ConvertAsync(byte[] content, string? type = null, string? name = null, Uri? url = null, ConversionOptions? options = null)
    {
        var converter = new DocumentConverter(Options.Create(options ?? new ConversionOptions()), TimeProvider.System);
        return converter.ConvertAsync(DocumentSource.FromBytes(content, type, name, url), CancellationToken.None);
    }

    public static async Task<string> TextAsync(string content, string type, Uri? url = null) =>
        (await ConvertAsync(Encoding.UTF8.GetBytes(content), type, url: url)).Text;

    public static async Task<string> ReasonAsync(byte[] content, string? type = null, string? name = null, ConversionOptions? options = null) =>
        (await Should.ThrowAsync<ConversionException>(() => ConvertAsync(content, type, name, options: options))).Message;
}
