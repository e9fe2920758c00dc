using System.Text.Json;
using FencyGrid.Contracts;

namespace FencyGrid.Grains.AgentTasks.Completions.Schemas;

/// <summary>
/// A JSON schema of the common vocabulary (JSON Schema 2020-12, validation): type, enum, const, properties, required,
/// additionalProperties, items, counts and ranges, pattern, anyOf, oneOf, allOf, not, and references within the schema. Other keywords are
/// let through unlooked at, as the specification has it for unknown ones.
/// </summary>
internal sealed class JsonSchema
{
    public const int MaxLength = 100_000;

    private const int MaxDepth = 64;

    /// <summary>More are of no help to a model or a reader.</summary>
    private const int MaxErrors = 10;

    private readonly SchemaReferences _references;

    private JsonSchema(JsonElement root)
    {
        Root = root;
        _references = new SchemaReferences(root);
    }

    public JsonElement Root { get; }

    /// <exception cref="InvalidRequestException">It is not a JSON schema: where, and why.</exception>
    public static JsonSchema Parse(string json)
    {
        if (json.Length > MaxLength)
        {
            throw new InvalidRequestException($"'jsonSchema' has {json.Length} characters; at most {MaxLength} are allowed.");
        }

        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new InvalidRequestException($"'jsonSchema' is not valid JSON, or is nested deeper than {MaxDepth}.");
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidRequestException("'jsonSchema' must be a JSON object that describes the answer.");
        }

        var schema = new JsonSchema(root);
        new SchemaCheck(schema._references).Check(root, "jsonSchema");
        return schema;
    }

    /// <summary>What is wrong with the value, by its place; empty if it is valid.</summary>
    public IReadOnlyList<string> Validate(JsonElement value)
    {
        var errors = new List<string>();
        new SchemaValidation(_references, MaxErrors).Validate(Root, value, "$", errors);
        return errors;
    }
}
