using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Grains.Trees;

/// <summary>
/// The bodies of a tree's rows as JSON. A property at its default is left out, and so is the address, which is the row's:
/// bodies are short and quick to load. A new property needs a default that old rows may take on.
/// </summary>
public static class TreeJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutAddress, LeaveOutDefaults } },
    };

    private static readonly Dictionary<Type, TreeItem> Defaults = new()
    {
        [typeof(Fact)] = new Fact { Id = "", Tree = new("", "", ""), Text = "", NodeId = "", CreatedAt = default, UpdatedAt = default, ValidFrom = default, LastConfirmed = default },
        [typeof(Message)] = new Message { Id = "", Tree = new("", "", ""), Role = "", Content = "", CreatedAt = default, UpdatedAt = default },
        [typeof(Episode)] = new Episode { Id = "", Tree = new("", "", ""), Title = "", Summary = "", CreatedAt = default, UpdatedAt = default },
        [typeof(Artifact)] = new Artifact { Id = "", Tree = new("", "", ""), ArtifactType = "", Name = "", Content = "", Summary = "", RootArtifactId = "", CreatedAt = default, UpdatedAt = default },
    };

    public static string Write<T>(T body)
        where T : class => JsonSerializer.Serialize(body, body.GetType(), Options);

    /// <summary>An item of that type whose properties are all at their defaults.</summary>
    internal static TreeItem Unset(Type type) => Defaults[type];

    public static T Read<T>(string body)
        where T : class => JsonSerializer.Deserialize<T>(body, Options) ?? throw new InvalidDataException($"A row holds no {typeof(T).Name}.");

    private static void LeaveOutAddress(JsonTypeInfo type)
    {
        if (!Defaults.ContainsKey(type.Type))
        {
            return;
        }

        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            var property = type.Properties[i];
            if (property.PropertyType == typeof(TreeAddress))
            {
                type.Properties.RemoveAt(i);
            }
            else
            {
                // What is at its default is not written, so nothing is required to be there.
                property.IsRequired = false;
            }
        }
    }

    private static void LeaveOutDefaults(JsonTypeInfo type)
    {
        if (!Defaults.TryGetValue(type.Type, out var initial))
        {
            return;
        }

        foreach (var property in type.Properties)
        {
            if (property.Get is { } get)
            {
                var unset = get(initial);
                property.ShouldSerialize = (_, value) => value is ICollection { Count: 0 } ? unset is not ICollection : !Equals(value, unset);
            }
        }
    }
}
