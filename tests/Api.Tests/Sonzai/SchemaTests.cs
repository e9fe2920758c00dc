using System.Net;
using System.Text.Json;

namespace FencyGrid.Api.Tests.Sonzai;

public sealed class SchemaTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _anyone = fixture.Server.CreateClient(key: null);

    [Fact]
    public async Task A_schema_is_served_to_anyone_at_the_address_that_answers_name()
    {
        var list = await fixture.Server.Client.ReadAsync("schema-agent/memory/facts");

        var schema = await _anyone.GetAnswerAsync(list.Json.GetProperty("$schema").GetString()!);

        schema.Status.ShouldBe(HttpStatusCode.OK);
        schema.Shown().ShouldBe(
            """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","additionalProperties":false,"properties":{"$schema":{"type":"string","format":"uri","readOnly":true},"facts":{"type":"array","items":{"$ref":"HOST/api/v1/schemas/StoredFact.json"}},"total_count":{"type":"integer","format":"int64"},"next_page_token":{"type":"string"}},"required":["facts","total_count"]}
            """);
    }

    [Fact]
    public async Task The_address_follows_the_host_that_the_caller_used()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/agents/a/memory/facts") { Headers = { Host = "memory.example:8443" } };

        var answer = await fixture.Server.Client.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldStartWith("""{"$schema":"http://memory.example:8443/api/v1/schemas/ListFactsResponse.json",""");
    }

    [Theory]
    [InlineData("/api/v1/schemas/Nothing.json")]
    [InlineData("/api/v1/schemas/StoredFact")]
    public async Task An_unknown_schema_is_a_404(string path) => (await _anyone.GetAnswerAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound);

    [VendorFact]
    public async Task Each_served_schema_is_compatible_with_the_vendors_field_by_field()
    {
        var vendor = VendorDescription.Load();
        foreach (var theirs in vendor.Schemas.EnumerateObject())
        {
            var served = await _anyone.GetAnswerAsync($"/api/v1/schemas/{theirs.Name}.json");
            served.Status.ShouldBe(HttpStatusCode.OK, theirs.Name);
            Compare(theirs.Name, theirs.Value, served.Json);
        }
    }

    internal static void Compare(string name, JsonElement theirs, JsonElement ours)
    {
        Names(ours, "properties").ShouldBe(Names(theirs, "properties"), ignoreOrder: true, name);
        Required(ours).ShouldBe(Required(theirs), ignoreOrder: true, name);
        ours.GetProperty("additionalProperties").GetBoolean().ShouldBe(theirs.GetProperty("additionalProperties").GetBoolean(), name);
        foreach (var field in theirs.GetProperty("properties").EnumerateObject())
        {
            CompareValue($"{name}.{field.Name}", field.Value, ours.GetProperty("properties").GetProperty(field.Name));
        }
    }

    private static void CompareValue(string at, JsonElement theirs, JsonElement ours)
    {
        if (theirs.TryGetProperty("$ref", out var reference))
        {
            ours.GetProperty("$ref").GetString()!.Split('/')[^1].Replace(".json", "", StringComparison.Ordinal).ShouldBe(reference.GetString()!.Split('/')[^1], at);
            return;
        }

        if (theirs.TryGetProperty("type", out var type))
        {
            // Ours may promise more than theirs: a list that is never null.
            var own = JsonSchemaChecker.Types(ours.GetProperty("type"));
            own.Except(JsonSchemaChecker.Types(type)).ShouldBeEmpty(at);
            JsonSchemaChecker.Types(type).Where(one => one != "null").ShouldBe(own.Where(one => one != "null"), at);
        }

        // A text that theirs leaves open may be a date in ours.
        if (theirs.TryGetProperty("format", out var format))
        {
            ours.GetProperty("format").GetString().ShouldBe(format.GetString(), at);
        }

        if (theirs.TryGetProperty("enum", out var choices))
        {
            ours.GetProperty("enum").GetRawText().ShouldBe(JsonSerializer.Serialize(choices), at);
        }

        foreach (var bound in new[] { "minItems", "maxItems", "minimum", "maximum" })
        {
            if (theirs.TryGetProperty(bound, out var limit))
            {
                ours.GetProperty(bound).GetDouble().ShouldBe(limit.GetDouble(), at);
            }
        }

        foreach (var inner in new[] { "items", "additionalProperties" })
        {
            if (theirs.TryGetProperty(inner, out var innerTheirs) && innerTheirs.ValueKind == JsonValueKind.Object)
            {
                CompareValue($"{at}.{inner}", innerTheirs, ours.GetProperty(inner));
            }
        }
    }

    private static IEnumerable<string> Names(JsonElement schema, string of) => schema.GetProperty(of).EnumerateObject().Select(property => property.Name);

    private static IEnumerable<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(name => name.GetString()!) : [];
}
