using System.Net;
using System.Text.Json;

namespace FencyGrid.Api.Tests.Http;

public sealed class ApiDocumentTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.CreateClient(key: null);

    [Fact]
    public async Task The_document_names_every_route_with_its_key_and_its_errors()
    {
        var document = (await _client.GetAnswerAsync("/openapi/v1.json")).Json;

        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Route: $"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value)))
            .ToDictionary(operation => operation.Route, operation => operation.Value);
        operations.Keys.Order(StringComparer.Ordinal).ShouldBe(
        [
            "DELETE /admin/v1/keys/{id}", "DELETE /v1/memories/{id}", "DELETE /v1/memory-types/{id}", "DELETE /v1/webhooks/{id}",
            "GET /admin/v1/keys", "GET /sse/streams/{id}", "GET /v1/agent-tasks", "GET /v1/agent-tasks/{id}", "GET /v1/events", "GET /v1/events/{id}",
            "GET /v1/memories", "GET /v1/memories/{id}", "GET /v1/memory-types", "GET /v1/memory-types/{id}", "GET /v1/webhooks",
            "GET /v1/webhooks/{id}", "GET /v1/webhooks/{id}/deliveries", "PATCH /v1/memories/{id}", "PATCH /v1/webhooks/{id}", "POST /admin/v1/keys",
            "POST /admin/v1/organizations", "POST /pub/ct-st/agent-tasks", "POST /pub/ct/agent-task-files/download-link", "POST /pub/ct/streams",
            "POST /v1/agent-tasks", "POST /v1/memories", "POST /v1/memories/{id}/uploads", "POST /v1/memory-types", "POST /v1/sessions",
            "POST /v1/webhooks", "POST /v1/webhooks/{id}/deliveries/{deliveryId}/replay", "POST /v1/webhooks/{id}/test",
        ]);
        foreach (var (route, operation) in operations)
        {
            var scheme = route.Contains("/pub/", StringComparison.Ordinal) || route.Contains("/sse/", StringComparison.Ordinal) ? "publishableKey" : "secretKey";
            operation.GetProperty("security")[0].TryGetProperty(scheme, out _).ShouldBeTrue(route);
            Resolve(document, operation.GetProperty("responses").GetProperty("401").GetProperty("content").GetProperty("application/json").GetProperty("schema"))
                .GetProperty("properties").GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Object);
        }

        document.GetProperty("components").GetProperty("securitySchemes").GetProperty("secretKey").GetProperty("scheme").GetString().ShouldBe("bearer");
    }

    [Fact]
    public async Task The_documents_memory_has_the_fields_of_an_answered_memory_in_their_order()
    {
        var document = (await _client.GetAnswerAsync("/openapi/v1.json")).Json;
        var client = fixture.Server.Client;
        var memory = await client.GetAnswerAsync($"/v1/memories/{await client.CreateMemoryAsync(await client.CreateTypeAsync())}");

        var schema = Resolve(document, document.GetProperty("paths").GetProperty("/v1/memories/{id}").GetProperty("get").GetProperty("responses")
            .GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema"));

        var properties = schema.GetProperty("properties");
        properties.EnumerateObject().Select(property => property.Name).Where(name => name != "failureReason")
            .ShouldBe(memory.Json.EnumerateObject().Select(property => property.Name));
        Resolve(document, properties.GetProperty("contentStatus")).GetProperty("enum").EnumerateArray().Select(value => value.GetString())
            .ShouldBe(["EMPTY", "SYNCHRONIZING", "SYNCHRONIZED", "FAILED"]);
        properties.GetProperty("createdAt").GetProperty("format").GetString().ShouldBe("date-time");
        Resolve(document, properties.GetProperty("metadata")).GetProperty("type").GetString().ShouldBe("object");
    }

    [Fact]
    public async Task A_body_is_described_in_both_encodings_and_a_list_with_its_parameters()
    {
        var document = (await _client.GetAnswerAsync("/openapi/v1.json")).Json;
        var memories = document.GetProperty("paths").GetProperty("/v1/memories");

        var body = memories.GetProperty("post").GetProperty("requestBody").GetProperty("content");
        foreach (var encoding in new[] { "application/json", "application/x-www-form-urlencoded" })
        {
            Resolve(document, body.GetProperty(encoding).GetProperty("schema")).GetProperty("properties").EnumerateObject().Select(property => property.Name)
                .ShouldBe(["memoryTypeId", "sourceType", "title", "text", "url", "metadata"]);
        }

        memories.GetProperty("get").GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString())
            .ShouldBe(["nextPageToken", "previousPageToken", "limit", "ascending"]);
    }

    [Fact]
    public async Task The_page_to_browse_it_comes_with_its_files()
    {
        var page = await _client.GetAnswerAsync("/docs/index.html");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("swagger-ui");
        page.Text.ShouldNotContain("https://");
        (await _client.GetAnswerAsync("/docs/swagger-ui-bundle.js")).Status.ShouldBe(HttpStatusCode.OK);
        (await _client.GetAnswerAsync("/docs")).Text.ShouldContain("swagger-ui");
    }

    private static JsonElement Resolve(JsonElement document, JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference)
            ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
            : schema;
}
