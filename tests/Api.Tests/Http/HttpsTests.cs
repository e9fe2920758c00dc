using System.Net;

namespace FencyGrid.Api.Tests.Http;

public sealed class HttpsTests
{
    [Fact]
    public async Task Where_HTTPS_is_required_plain_HTTP_is_refused_on_all_but_the_health_checks()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["FencyGrid:RequireHttps"] = "true" });
        server.Client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        foreach (var path in new[] { "/v1/memories", "/admin/v1/keys", "/nowhere", "/openapi/v1.json" })
        {
            (await server.Client.GetAnswerAsync(path)).ShouldBeError(HttpStatusCode.Forbidden, "https_required", "FencyGrid:RequireHttps");
        }

        (await server.Client.GetAnswerAsync("/healthz")).Status.ShouldBe(HttpStatusCode.OK);
        (await server.Client.GetAnswerAsync("/readyz")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_proxys_word_counts_only_where_it_is_trusted()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?>
        {
            ["FencyGrid:RequireHttps"] = "true",
            ["FencyGrid:TrustForwardedProto"] = "true",
        });

        (await server.Client.GetAnswerAsync("/v1/memories")).Status.ShouldBe(HttpStatusCode.Forbidden);
        server.Client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        (await server.Client.GetAnswerAsync("/v1/memories")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
