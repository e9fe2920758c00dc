using System.Net;
using FencyGrid.Api.Auth;

namespace FencyGrid.Api.Tests.XTrace;

public sealed class XTraceKeyTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("x-api-key", TestServer.SecretKey)]
    [InlineData("X-API-Key", TestServer.SecretKey)]
    [InlineData("Authorization", "Bearer " + TestServer.SecretKey)]
    public async Task The_key_may_come_in_either_header(string header, string value)
    {
        using var client = WithHeaders((header, value));

        (await client.ListAsync("{}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("x-api-key", "sk_unknown_0123456789")]
    [InlineData("x-api-key", "")]
    [InlineData("x-api-key", TestServer.PublishableKey)]
    [InlineData("Cookie", "vai_token=" + TestServer.SecretKey)]
    [InlineData("X-Something", "x")]
    public async Task Any_other_key_opens_nothing(string header, string value)
    {
        using var client = WithHeaders((header, value));

        (await client.ListAsync("{}")).ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task A_key_in_that_header_opens_no_Fency_route()
    {
        using var client = WithHeaders(("x-api-key", TestServer.SecretKey));

        (await client.GetAnswerAsync("/v1/memories")).ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Theory]
    [InlineData(BootstrapService.DefaultOrganizationId, HttpStatusCode.OK)]
    [InlineData("00000000-0000-0000-0000-000000000000", HttpStatusCode.OK)]
    [InlineData("org_11111111111111111111111111111111", HttpStatusCode.Forbidden)]
    [InlineData("11111111-1111-1111-1111-111111111111", HttpStatusCode.Forbidden)]
    [InlineData("nonsense", HttpStatusCode.Forbidden)]
    [InlineData("", HttpStatusCode.Forbidden)]
    public async Task An_organization_that_is_named_must_be_the_keys(string organization, HttpStatusCode expected)
    {
        using var client = WithHeaders(("x-api-key", TestServer.SecretKey), ("X-Org-Id", organization));

        foreach (var (method, path) in new[] { ("POST", "/v1/memories/"), ("POST", "/v1/memories/search/") })
        {
            var answer = await client.SendJsonAsync(new HttpMethod(method), path, """{"query":"x"}""");
            answer.Status.ShouldBe(expected, path);
            if (expected == HttpStatusCode.Forbidden)
            {
                answer.ShouldBeError(expected, "forbidden", "X-Org-Id");
            }
        }
    }

    private HttpClient WithHeaders(params (string Name, string Value)[] headers)
    {
        var client = fixture.Server.CreateClient(key: null);
        foreach (var (name, value) in headers)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }

        return client;
    }
}
