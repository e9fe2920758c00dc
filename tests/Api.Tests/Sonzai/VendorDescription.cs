using System.Text.Json;

namespace FencyGrid.Api.Tests.Sonzai;

/// <summary>The vendor's own description of the API, where it lies in <c>shared/api</c> next to the checkout or above it.</summary>
public sealed class VendorDescription
{
    private const string File = "sonzai-memory.openapi.json";

    private static readonly Lazy<string?> Found = new(Find);

    private VendorDescription(JsonElement root) => Root = root;

    public static bool IsPresent => Found.Value is not null;

    public JsonElement Root { get; }

    public JsonElement Schemas => Root.GetProperty("components").GetProperty("schemas");

    /// <summary>All operations, as <c>GET /agents/{agentId}/memory</c>.</summary>
    public IEnumerable<string> Operations => Root.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"));

    public static VendorDescription Load() => new(JsonDocument.Parse(System.IO.File.ReadAllText(Found.Value!)).RootElement);

    /// <summary>What the description says of an operation's answer with that status; its default where it names none.</summary>
    public JsonElement Response(string operation, int status)
    {
        var (method, path) = (operation.Split(' ')[0].ToLowerInvariant(), operation.Split(' ')[1]);
        var responses = Root.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses");
        return responses.TryGetProperty($"{status}", out var response) ? response : responses.GetProperty("default");
    }

    private static string? Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var candidate = Path.Combine(directory.FullName, "shared", "api", File);
            if (System.IO.File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}

/// <summary>A test that needs <see cref="VendorDescription"/>.</summary>
public sealed class VendorFactAttribute : FactAttribute
{
    public VendorFactAttribute()
    {
        if (!VendorDescription.IsPresent)
        {
            Skip = "The vendor's description (shared/api/sonzai-memory.openapi.json in a directory above the tests) is not here.";
        }
    }
}
