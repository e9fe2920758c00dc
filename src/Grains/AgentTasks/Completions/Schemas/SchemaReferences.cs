using System.Globalization;
using System.Text.Json;

namespace FencyGrid.Grains.AgentTasks.Completions.Schemas;

/// <summary>References within one schema: <c>#</c> and JSON pointers such as <c>#/$defs/address</c> (RFC 6901).</summary>
internal sealed class SchemaReferences(JsonElement root)
{
    public bool TryResolve(string reference, out JsonElement target)
    {
        target = root;
        if (!reference.StartsWith('#'))
        {
            return false;
        }

        foreach (var part in Uri.UnescapeDataString(reference[1..]).Split('/').Skip(1))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            var exists = target.ValueKind switch
            {
                JsonValueKind.Object => target.TryGetProperty(name, out target),
                JsonValueKind.Array => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    && index < target.GetArrayLength() && (target = target[index]).ValueKind != JsonValueKind.Undefined,
                _ => false,
            };
            if (!exists)
            {
                return false;
            }
        }

        return reference is "#" || reference.StartsWith("#/", StringComparison.Ordinal);
    }
}
