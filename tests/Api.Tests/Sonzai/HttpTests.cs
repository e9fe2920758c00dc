using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using FencyGrid.Api.Tests.Http;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Sonzai;

/// <summary>What goes wrong before or below the API, in its shape; and names in paths.</summary>
public sealed class HttpTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"content":"a","content":"b"}""")]
    [InlineData("""{"content":"\ud800"}""")]
    public async Task A_body_that_is_no_JSON_object_is_a_400(string body) =>
        (await _client.PostAsync("http/memory/facts", body)).ShouldBeProblem(HttpStatusCode.BadRequest, "body");

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    public async Task Another_content_type_is_a_415(string type) =>
        (await _client.SendBytesAsync("/api/v1/agents/http/memory/facts", "content=x"u8.ToArray(), type))
            .ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "header.Content-Type");

    [Fact]
    public async Task A_body_past_the_servers_limit_is_a_413()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["FencyGrid:MaxBodyBytes"] = "4096" });

        (await server.Client.PostAsync("http/memory/facts", new { content = new string('x', 5000), user_id = "ann" }))
            .ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "body");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sk_unknown_0123456789")]
    [InlineData(TestServer.PublishableKey)]
    public async Task Without_a_valid_secret_key_nothing_is_answered(string? key)
    {
        var answer = await fixture.Server.CreateClient(key).ReadAsync("http/memory/facts");

        answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "header.Authorization");
        answer.Message.Headers.WwwAuthenticate.ShouldHaveSingleItem().ShouldBe(new AuthenticationHeaderValue("Bearer"));
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing")]
    [InlineData("GET", "/api/v1/agents/a/memory/facts/")]
    [InlineData("POST", "/api/v1")]
    public async Task An_unknown_path_is_a_404(string method, string path) =>
        (await _client.SendJsonAsync(new HttpMethod(method), path)).ShouldBeProblem(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_path_beside_the_API_keeps_its_own_error_shape() =>
        (await _client.GetAnswerAsync("/api/v10")).ShouldBeError(HttpStatusCode.NotFound, "not_found");

    [Fact]
    public async Task An_unsupported_method_is_a_405_that_names_the_supported_ones()
    {
        var answer = await _client.SendJsonAsync(HttpMethod.Patch, "/api/v1/agents/a/memory/facts", "{}");

        answer.ShouldBeProblem(HttpStatusCode.MethodNotAllowed);
        answer.Message.Content.Headers.Allow.Order().ShouldBe(["GET", "POST"]);
    }

    [Fact]
    public async Task A_grid_that_is_busy_is_a_503_that_says_when_to_try_again()
    {
        await using var server = await TestServer.StartAsync(services: services =>
        {
            var inner = services.Last(service => service.ServiceType == typeof(IGrid));
            services.AddSingleton<IGrid>(provider => new BusyGrid((IGrid)inner.ImplementationFactory!(provider)));
        });

        var answer = await server.Client.ReadAsync("http/memory/facts?user_id=ann&instance_id=i");

        answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable);
        answer.Message.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a/b", "a%2fb")]
    [InlineData("Zoë the 猫/🐝", "Zo%C3%AB%20the%20%E7%8C%AB%2F%F0%9F%90%9D")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("a%b", "a%25b")]
    [InlineData("a+b", "a+b")]
    [InlineData("/", "%2F")]
    [InlineData("6f1c5a1e-8f43-4a0e-9f0c-3a6f3d1f6c11", "6f1c5a1e-8f43-4a0e-9f0c-3a6f3d1f6c11")]
    public async Task An_agent_may_have_any_name(string name, string inPath)
    {
        var client = await fixture.Server.CreateStrangerAsync();

        var fact = await RawAsync(client, "POST", $"/api/v1/agents/{inPath}/memory/facts", $$"""{"content":"It has a name.","user_id":"{{name}}"}""");
        var facts = await RawAsync(client, "GET", $"/api/v1/agents/{inPath}/users/{inPath}/facts");

        fact.GetProperty("agent_id").GetString().ShouldBe(name);
        facts.GetProperty("total").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task An_escaped_slash_and_a_name_that_holds_its_escape_are_two_agents()
    {
        var client = await fixture.Server.CreateStrangerAsync();
        await RawAsync(client, "POST", "/api/v1/agents/x%2Fy/memory/facts", """{"content":"Slash.","user_id":"ann"}""");
        await RawAsync(client, "POST", "/api/v1/agents/x%252Fy/memory/facts", """{"content":"Escape.","user_id":"ann"}""");

        (await RawAsync(client, "GET", "/api/v1/agents/x%2Fy/memory/facts")).GetRawText().ShouldNotContain("Escape.");
        (await RawAsync(client, "GET", "/api/v1/agents/x%252Fy/memory/facts")).GetRawText().ShouldNotContain("Slash.");
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused() =>
        (await _client.ReadAsync($"{new string('a', 257)}/memory/facts")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "path.agentId", "256");

    // HttpClient would rewrite some of the escapes.
    private async Task<JsonElement> RawAsync(HttpClient client, string method, string target, string body = "")
    {
        var answer = await RawHttp.SendAsync(fixture.Server.Address,
            $"{method} {target} HTTP/1.1\r\nHost: x\r\nAuthorization: {client.DefaultRequestHeaders.Authorization}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");
        answer.ShouldStartWith("HTTP/1.1 200");
        return JsonDocument.Parse(answer[answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)..]).RootElement;
    }

    private sealed class BusyGrid(IGrid inner) : IGrid
    {
        public TGrain Get<TGrain>(GrainKey key)
            where TGrain : class, IGridGrain =>
            typeof(TGrain) == typeof(IMemoryTreeGrain) ? throw new RetryableException("The mailbox is full.") : inner.Get<TGrain>(key);
    }
}
