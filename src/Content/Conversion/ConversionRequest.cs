namespace FencyGrid.Content.Conversion;

/// <summary>What a converter is given: the bytes, and what the sniffing has left to be said about them.</summary>
/// <param name="Charset">The charset that was declared; null for none.</param>
internal sealed record ConversionRequest(SpooledInput Input, string? Charset, Uri? Url, ConversionOptions Options);
