using System.Text.Json;
using System.Text.Json.Nodes;
using FencyGrid.Contracts;

namespace FencyGrid.Grains.Trees.Rules;

/// <summary>Metadata as callers give it: a JSON object of bounded size and depth.</summary>
public static class MetadataObject
{
    public const int MaxLength = 64 * 1024;
    public const int MaxDepth = 16;

    /// <summary>The object, empty for null.</summary>
    /// <exception cref="InvalidRequestException">No JSON object, too long or too deep.</exception>
    public static JsonObject Parse(string? metadata)
    {
        if (string.IsNullOrWhiteSpace(metadata))
        {
            return [];
        }

        if (metadata.Length > MaxLength)
        {
            throw new InvalidRequestException($"The metadata has {metadata.Length} characters; at most {MaxLength} are allowed.");
        }

        try
        {
            var node = JsonNode.Parse(metadata, null, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return node as JsonObject ?? throw new InvalidRequestException("The metadata must be a JSON object.");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new InvalidRequestException($"The metadata is not a JSON object with distinct names, nested at most {MaxDepth} levels deep.");
        }
    }

    /// <summary>The one with the other's fields over it; a field that is null in the other is removed.</summary>
    public static string Merge(string metadata, string? changes)
    {
        if (string.IsNullOrWhiteSpace(changes))
        {
            return metadata;
        }

        var merged = Parse(metadata);
        foreach (var (name, value) in Parse(changes))
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = value.DeepClone();
            }
        }

        return Write(merged);
    }

    public static string Write(JsonObject metadata) => metadata.Count == 0 ? "{}" : metadata.ToJsonString(Unescaped);

    public static string? String(JsonObject metadata, string name) =>
        metadata.TryGetPropertyValue(name, out var node) && node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    public static double? Number(JsonObject metadata, string name) =>
        metadata.TryGetPropertyValue(name, out var node) && node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
