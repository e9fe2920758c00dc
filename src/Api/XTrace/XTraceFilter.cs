using System.Text.Json;
using FencyGrid.Api.Http.Body;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Filters;

namespace FencyGrid.Api.XTrace;

/// <summary>A request's filters: the text that every tree decides by, and the trees that can match at all.</summary>
/// <param name="Text">Null for none.</param>
internal sealed record XTraceFilter(string? Text, TreeScope Scope)
{
    private static readonly XTraceFilter None = new(null, new TreeScope(AgentId: null));

    public static XTraceFilter Read(RequestFields fields)
    {
        if (fields.Find("filters") is not { } filters)
        {
            return None;
        }

        if (filters.ValueKind != JsonValueKind.Object)
        {
            throw fields.Invalid("filters", "must be an object", filters);
        }

        // What cannot be read is refused here, even if there is no tree yet that would read it.
        var text = filters.GetRawText();
        FilterParser.Parse(text);
        string? agent = null, user = null;
        Narrow(filters, ref agent, ref user);
        return new XTraceFilter(text, new TreeScope(agent, InstanceId: null, user));
    }

    /// <summary>The same filter, for these items only; null where it names ids itself.</summary>
    public string? Among(IReadOnlyCollection<string> ids)
    {
        var named = $"\"id\":{{\"$in\":{JsonSerializer.Serialize(ids, XTraceFilterJson.Default.IReadOnlyCollectionString)}}}";
        if (Text is null)
        {
            return $"{{{named}}}";
        }

        using var document = JsonDocument.Parse(Text);
        return document.RootElement.TryGetProperty("id", out _) ? null
            : document.RootElement.EnumerateObject().Any() ? $"{{{named},{Text.AsSpan(Text.IndexOf('{') + 1)}"
            : $"{{{named}}}";
    }

    /// <summary>Finds the user and the agent that everything in the object must be of.</summary>
    private static void Narrow(JsonElement filters, ref string? agent, ref string? user)
    {
        foreach (var property in filters.EnumerateObject())
        {
            switch (property.Name)
            {
                case "agent_id":
                    agent ??= Equal(property.Value);
                    break;
                case "user_id":
                    user ??= Equal(property.Value);
                    break;
                case "AND" when property.Value.ValueKind == JsonValueKind.Object:
                    Narrow(property.Value, ref agent, ref user);
                    break;
                case "AND":
                    foreach (var part in property.Value.EnumerateArray())
                    {
                        Narrow(part, ref agent, ref user);
                    }

                    break;
            }
        }
    }

    private static string? Equal(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object when value.TryGetProperty("$eq", out var operand) && operand.ValueKind == JsonValueKind.String => operand.GetString(),
        _ => null,
    };
}

[System.Text.Json.Serialization.JsonSerializable(typeof(IReadOnlyCollection<string>))]
internal sealed partial class XTraceFilterJson : System.Text.Json.Serialization.JsonSerializerContext;
