using System.Text.Json;

namespace FencyGrid.Api.Tests.Sonzai;

/// <summary>A checker that lets everything pass would make the conformance tests worthless.</summary>
public sealed class JsonSchemaCheckerTests
{
    private const string Schema = """
        {"type":"object","additionalProperties":false,"required":["name"],"properties":{
          "name":{"type":"string"},"at":{"type":"string","format":"date-time"},"link":{"type":"string","format":"uri"},
          "kind":{"type":"string","enum":["a","b"]},"count":{"type":"integer","format":"int64","minimum":1},
          "list":{"type":["array","null"],"items":{"$ref":"#/defs/item"},"maxItems":2},"map":{"type":"object","additionalProperties":{"type":"number"}}},
         "defs":{"item":{"type":"object","required":["id"],"properties":{"id":{"type":"string"}}}}}
        """;

    [Theory]
    [InlineData("""{"name":"x"}""")]
    [InlineData("""{"name":"x","at":"2025-01-02T03:04:05Z","link":"http://x/y","kind":"b","count":1,"list":[{"id":"1","more":2}],"map":{"q":1.5}}""")]
    [InlineData("""{"name":"x","list":null}""")]
    public void What_fits_passes(string document) => Check(document).ShouldBeEmpty();

    [Theory]
    [InlineData("{}", "no name")]
    [InlineData("""{"name":1}""", "instead of")]
    [InlineData("""{"name":null}""", "instead of")]
    [InlineData("""{"name":"x","other":1}""", "not allowed")]
    [InlineData("""{"name":"x","at":"2025-01-02"}""", "date-time")]
    [InlineData("""{"name":"x","at":"soonT"}""", "date-time")]
    [InlineData("""{"name":"x","link":"/y"}""", "uri")]
    [InlineData("""{"name":"x","kind":"c"}""", "not one of")]
    [InlineData("""{"name":"x","count":0}""", "minimum")]
    [InlineData("""{"name":"x","count":1.5}""", "instead of")]
    [InlineData("""{"name":"x","list":[{}]}""", "list[0]: no id")]
    [InlineData("""{"name":"x","list":[{"id":"1"},{"id":"2"},{"id":"3"}]}""", "3 items")]
    [InlineData("""{"name":"x","map":{"q":"1"}}""", "map.q")]
    public void What_does_not_fit_is_named(string document, string fault) =>
        Check(document).ShouldContain(found => found.Contains(fault, StringComparison.Ordinal));

    [Fact]
    public void An_unknown_keyword_is_a_fault() =>
        new JsonSchemaChecker(Parse("{}")).Check(Parse("""{"oneOf":[]}"""), Parse("1")).ShouldNotBeEmpty();

    private static IReadOnlyList<string> Check(string document)
    {
        // The definitions stand inside the schema here; a keyword of their own they are not.
        var root = Parse(Schema);
        var schema = Parse(Schema.Replace("\"defs\"", "\"title\"", StringComparison.Ordinal));
        return new JsonSchemaChecker(root).Check(schema, Parse(document));
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
