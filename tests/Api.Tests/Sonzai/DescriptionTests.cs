using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Sonzai;

/// <summary>The description that the server serves of this API.</summary>
public sealed class DescriptionTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _anyone = fixture.Server.CreateClient(key: null);

    [Fact]
    public async Task It_names_every_route_and_every_reference_in_it_leads_somewhere()
    {
        var document = await LoadAsync();

        var routes = fixture.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(SonzaiServer.Base, StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText!["/api/v1".Length..]}"));
        Operations(document).Keys.ShouldBe(routes, ignoreOrder: true);
        Operations(document).Values.Select(operation => operation.GetProperty("operationId").GetString()).ShouldBeUnique();
        document.GetProperty("servers")[0].GetProperty("url").GetString().ShouldBe("/api/v1");
        foreach (var reference in References(document))
        {
            reference.ShouldStartWith("#/components/schemas/");
            document.GetProperty("components").GetProperty("schemas").TryGetProperty(reference.Split('/')[^1], out _).ShouldBeTrue(reference);
        }
    }

    [VendorFact]
    public async Task It_is_compatible_with_the_vendors_operation_by_operation()
    {
        var document = await LoadAsync();
        var vendor = VendorDescription.Load();
        var ours = Operations(document);
        foreach (var (name, theirs) in Operations(vendor.Root))
        {
            var own = ours[name];
            own.GetProperty("operationId").GetString().ShouldBe(theirs.GetProperty("operationId").GetString(), name);
            CompareParameters(name, Parameters(theirs), Parameters(own));
            Body(own).ShouldBe(Body(theirs), name);
            Answers(own).ShouldBe(Answers(theirs), ignoreOrder: true, name);
        }

        ours.Keys.Except(Operations(vendor.Root).Keys).ShouldBe(
            ["GET /agents/{agentId}/memory/consolidations", "POST /agents/{agentId}/memory/consolidations/{runId}/undo"], ignoreOrder: true);
        foreach (var schema in vendor.Schemas.EnumerateObject())
        {
            SchemaTests.Compare(schema.Name, schema.Value, document.GetProperty("components").GetProperty("schemas").GetProperty(schema.Name));
        }
    }

    // Ours may take more than theirs names, and say more closely what it takes.
    private static void CompareParameters(string operation, Dictionary<string, JsonElement> theirs, Dictionary<string, JsonElement> ours)
    {
        foreach (var (name, parameter) in theirs)
        {
            ours.ShouldContainKey(name, operation);
            var own = ours[name];
            Flag(own, "required").ShouldBe(Flag(parameter, "required"), $"{operation} {name}");
            var (mine, given) = (own.GetProperty("schema"), parameter.GetProperty("schema"));
            foreach (var field in given.EnumerateObject().Where(field => field.Name != "description"))
            {
                mine.TryGetProperty(field.Name, out var value).ShouldBeTrue($"{operation} {name}: {field.Name}");
                value.GetRawText().ShouldBe(JsonSerializer.Serialize(field.Value), $"{operation} {name}: {field.Name}");
            }
        }

        ours.Where(parameter => !theirs.ContainsKey(parameter.Key)).ShouldAllBe(parameter => !Flag(parameter.Value, "required"));
    }

    private static bool Flag(JsonElement parameter, string name) => parameter.TryGetProperty(name, out var flag) && flag.GetBoolean();

    private static Dictionary<string, JsonElement> Parameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var list) ? list.EnumerateArray().ToDictionary(parameter => $"{parameter.GetProperty("in").GetString()} {parameter.GetProperty("name").GetString()}") : [];

    private static string? Body(JsonElement operation) => operation.TryGetProperty("requestBody", out var body) ? $"{Flag(body, "required")} {Content(body)}" : null;

    private static IEnumerable<string> Answers(JsonElement operation) => operation.GetProperty("responses").EnumerateObject().Select(response => $"{response.Name} {Content(response.Value)}");

    private static string Content(JsonElement holder) => holder.TryGetProperty("content", out var content)
        ? string.Join(' ', content.EnumerateObject().Select(media => $"{media.Name} {media.Value.GetProperty("schema").GetProperty("$ref").GetString()}"))
        : "";

    private static Dictionary<string, JsonElement> Operations(JsonElement document) => document.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value)))
        .ToDictionary(operation => operation.Name, operation => operation.Value);

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property.NameEquals("$ref") ? [property.Value.GetString()!] : References(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private async Task<JsonElement> LoadAsync()
    {
        var answer = await _anyone.GetAnswerAsync("/openapi/sonzai.json");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        return answer.Json;
    }
}
