using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FencyGrid.Api.Tests.XTrace;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using JsonSchemaChecker = FencyGrid.Api.Tests.Sonzai.JsonSchemaChecker;

namespace FencyGrid.Api.Tests.Http;

/// <summary>The descriptions that the server serves of XTrace's and VirtuousAI's APIs, held to what these answer and take.</summary>
public sealed class VendorDescriptionTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string XTrace = "/openapi/xtrace.json";
    private const string Vai = "/openapi/vai.json";

    private readonly HttpClient _client = fixture.Server.Client;

    [Theory]
    [InlineData(XTrace, "/v1/memories", "/", "")]
    [InlineData(Vai, "/api/v1/memory", "", "/api/v1")]
    public async Task It_names_every_route_once_and_every_reference_in_it_leads_somewhere(string path, string start, string end, string prefix)
    {
        var document = await LoadAsync(path);

        var routes = fixture.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(start, StringComparison.Ordinal) && endpoint.RoutePattern.RawText.EndsWith(end, StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText![prefix.Length..]}"));
        var operations = Operations(document);
        operations.Keys.ShouldBe(routes, ignoreOrder: true);
        operations.Count.ShouldBeGreaterThanOrEqualTo(5);
        operations.Values.Select(operation => operation.GetProperty("operationId").GetString()).ShouldBeUnique();
        document.GetProperty("security").GetArrayLength().ShouldBe(document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().Count());
        foreach (var reference in References(document))
        {
            reference.ShouldStartWith("#/components/schemas/");
            document.GetProperty("components").GetProperty("schemas").TryGetProperty(reference.Split('/')[^1], out _).ShouldBeTrue(reference);
        }
    }

    [Fact]
    public async Task What_XTrace_answers_is_what_its_description_says()
    {
        var document = await LoadAsync(XTrace);
        var user = XTraceClient.NewUser();
        var added = await _client.AddAsync(new
        {
            user_id = user,
            conv_id = "monday",
            flush_after = true,
            messages = new object[]
            {
                new { role = "user", content = "I moved to Lisbon last week. My sister Anna works at Siemens.", date = "1:56 pm on 8 May, 2023", dia_id = "m1" },
                new { role = "assistant", content = "Here is a packing list:\n- passport\n- camera\n- sunscreen" },
            },
        });
        Fits(document, "POST /v1/memories/add/", added);
        added.Json.GetProperty("stored_facts").GetArrayLength().ShouldBeGreaterThan(0);
        added.Json.GetProperty("stored_artifacts").GetArrayLength().ShouldBeGreaterThan(0);
        added.Json.GetProperty("flush_result").GetProperty("episodes").GetArrayLength().ShouldBeGreaterThan(0);

        object filters = new { user_id = user, type = new Dictionary<string, string[]> { ["$in"] = ["fact", "artifact", "episode"] } };
        var found = await _client.SearchAsync(new { query = "packing for Lisbon", filters });
        Fits(document, "POST /v1/memories/search/", found);
        found.Json.GetProperty("results").GetArrayLength().ShouldBeGreaterThan(0);
        Fits(document, "POST /v1/memories/search/", await _client.SearchAsync(new { query = "packing for Lisbon", filters, mode = "context" }));
        Fits(document, "POST /v1/memories/", await _client.ListAsync(new { filters }, "?page_size=1"));
        var id = added.Json.GetProperty("stored_facts")[0].GetProperty("fact_id").GetString();
        Fits(document, "GET /v1/memories/{memoryId}/", await _client.GetAnswerAsync($"/v1/memories/{id}/"));
        var patched = await _client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}/", """{"text":"Anna lives in Porto.","metadata":{"a":[1]}}""");
        Fits(document, "PATCH /v1/memories/{memoryId}/", patched);
        Fits(document, "DELETE /v1/memories/{memoryId}/", await _client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{patched.Id}/"));
        Fits(document, "GET /v1/memories/{memoryId}/", await _client.GetAnswerAsync($"/v1/memories/{patched.Id}/"), HttpStatusCode.NotFound);
        Fits(document, "POST /v1/memories/search/", await _client.SearchAsync(new { query = 7 }), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_VirtuousAI_answers_is_what_its_description_says()
    {
        var document = await LoadAsync(Vai);
        await _client.AddAsync(new { conv_id = "tuesday", messages = new[] { new { role = "user", content = "My sister Anna works at Siemens as an engineer." } } });

        var created = await _client.PostAsync("/api/v1/memory", new { content = "The user drinks green tea." });
        Fits(document, "POST /memory", created, HttpStatusCode.Created);
        var listed = await _client.GetAnswerAsync("/api/v1/memory");
        Fits(document, "GET /memory", listed);
        listed.Json.GetProperty("memories").GetArrayLength().ShouldBeGreaterThan(1);
        Fits(document, "GET /memory/{memoryId}", await _client.GetAnswerAsync($"/api/v1/memory/{created.Id}"));
        Fits(document, "POST /memory/backfill-entities", await _client.SendJsonAsync(HttpMethod.Post, "/api/v1/memory/backfill-entities?limit=5"));
        Fits(document, "DELETE /memory/{memoryId}", await _client.SendJsonAsync(HttpMethod.Delete, $"/api/v1/memory/{created.Id}"), HttpStatusCode.NoContent);
        Fits(document, "GET /memory/{memoryId}", await _client.GetAnswerAsync($"/api/v1/memory/{created.Id}"), HttpStatusCode.NotFound);
        Fits(document, "POST /memory", await _client.PostAsync("/api/v1/memory", new { content = 7 }), HttpStatusCode.UnprocessableEntity);
        Fits(document, "GET /memory", await _client.GetAnswerAsync("/api/v1/memory?limit=none"), HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData(XTrace, "POST /v1/memories/add/", """{"messages":[{"role":"user","content":"Hi there."}]}""")]
    [InlineData(XTrace, "POST /v1/memories/search/", """{"query":"tea"}""")]
    [InlineData(XTrace, "POST /v1/memories/", "{}")]
    [InlineData(Vai, "POST /memory", """{"content":"The user likes rain."}""")]
    public async Task Every_field_of_a_described_body_is_read(string path, string operation, string body)
    {
        var document = await LoadAsync(path);
        var route = document.GetProperty("servers")[0].GetProperty("url").GetString()!.TrimEnd('/') + operation.Split(' ')[1];
        (await _client.PostAsync(route, body)).Message.IsSuccessStatusCode.ShouldBeTrue(route);
        var schema = Body(document, operation);

        foreach (var field in schema.GetProperty("properties").EnumerateObject())
        {
            var wrong = JsonNode.Parse(body)!.AsObject();
            wrong[field.Name] = field.Value.TryGetProperty("type", out var type) && type.GetString() == "boolean" ? "neither" : true;
            ((int)(await _client.PostAsync(route, wrong.ToJsonString())).Status).ShouldBeOneOf([400, 422], field.Name);
        }

        foreach (var name in schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(name => name.GetString()!) : [])
        {
            var less = JsonNode.Parse(body)!.AsObject();
            less.Remove(name);
            ((int)(await _client.PostAsync(route, less.ToJsonString())).Status).ShouldBeOneOf([400, 422], name);
        }
    }

    /// <summary>Asserts the status, and that the body is what the document says comes with it: no field less and none more.</summary>
    private static void Fits(JsonElement document, string operation, Answer answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        answer.Status.ShouldBe(status, answer.Text);
        var responses = Operations(document)[operation].GetProperty("responses");
        var response = responses.TryGetProperty(((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture), out var named) ? named : responses.GetProperty("default");
        if (!response.TryGetProperty("content", out var content))
        {
            answer.Text.ShouldBeEmpty();
            return;
        }

        var schema = content.GetProperty(answer.Message.Content.Headers.ContentType!.MediaType!).GetProperty("schema");
        new JsonSchemaChecker(document).Check(schema, answer.Json).ShouldBeEmpty($"{operation}: {answer.Text}");
    }

    private static JsonElement Body(JsonElement document, string operation)
    {
        var reference = Operations(document)[operation].GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!;
        return document.GetProperty("components").GetProperty("schemas").GetProperty(reference.Split('/')[^1]);
    }

    private static Dictionary<string, JsonElement> Operations(JsonElement document) => document.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value)))
        .ToDictionary(operation => operation.Name, operation => operation.Value);

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property.NameEquals("$ref") ? [property.Value.GetString()!] : References(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private async Task<JsonElement> LoadAsync(string path)
    {
        using var anyone = fixture.Server.CreateClient(key: null);
        var answer = await anyone.GetAnswerAsync(path);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        return answer.Json;
    }
}
