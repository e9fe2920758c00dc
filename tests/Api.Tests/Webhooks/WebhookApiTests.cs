using System.Net;
using System.Text.RegularExpressions;

namespace FencyGrid.Api.Tests.Webhooks;

public sealed class WebhookApiTests : IAsyncLifetime
{
    private WebhookServer _server = null!;

    public async Task InitializeAsync() => _server = await WebhookServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_webhook_is_answered_whole_and_without_its_secret()
    {
        var created = await _server.Client.SendJsonAsync(
            HttpMethod.Post, "/v1/webhooks", """{"url":"http://127.0.0.1:8009/hook","secret":"keep this one","eventTypes":["memory.created"],"algorithm":"sha1"}""");

        created.Status.ShouldBe(HttpStatusCode.Created, created.Text);
        Pattern(created.Text).ShouldBe(
            """{"id":"whk_ID","createdAt":"TIME","updatedAt":"TIME","url":"http://127.0.0.1:8009/hook","eventTypes":["memory.created"],"algorithm":"sha1","enabled":true,"disabledReason":null,"previousSecretExpiresAt":null}""");
        (await _server.Client.GetAnswerAsync($"/v1/webhooks/{created.Id}")).Text.ShouldBe(created.Text);
        (await _server.Client.GetAnswerAsync("/v1/webhooks")).Text.ShouldNotContain("keep this one");
        (await _server.Client.GetAnswerAsync("/v1/webhooks")).Json.GetProperty("items")[0].GetRawText().ShouldBe(created.Text);
    }

    [Fact]
    public async Task Without_event_types_a_webhook_gets_all()
    {
        var created = await _server.Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks", """{"url":"http://127.0.0.1:8009/","secret":"keep this one"}""");

        created.Json.GetProperty("eventTypes").EnumerateArray().Select(type => type.GetString())
            .ShouldBe(["memory.created", "memory.updated", "memory.deleted", "agent.task.created", "agent.task.updated"]);
        created.Json.GetProperty("algorithm").GetString().ShouldBe("sha256");
    }

    [Fact]
    public async Task An_update_changes_what_is_given_and_a_delete_ends_it()
    {
        var id = await _server.RegisterAsync("http://127.0.0.1:8009/");

        var updated = await _server.Client.SendJsonAsync(HttpMethod.Patch, $"/v1/webhooks/{id}", """{"enabled":false,"eventTypes":["memory.deleted"]}""");
        updated.Json.GetProperty("enabled").GetBoolean().ShouldBeFalse();
        updated.Json.GetProperty("eventTypes").GetRawText().ShouldBe("""["memory.deleted"]""");
        updated.Json.GetProperty("url").GetString().ShouldBe("http://127.0.0.1:8009/");

        (await _server.Client.SendJsonAsync(HttpMethod.Delete, $"/v1/webhooks/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _server.Client.GetAnswerAsync($"/v1/webhooks/{id}")).ShouldBeError(HttpStatusCode.NotFound, "not_found", id);
        (await _server.Client.GetAnswerAsync($"/v1/webhooks/{id}/deliveries")).ShouldBeError(HttpStatusCode.NotFound, "not_found", id);
    }

    [Theory]
    [InlineData("""{"secret":"long enough"}""", "missing_field", "url")]
    [InlineData("""{"url":"http://127.0.0.1:8009/"}""", "missing_field", "secret")]
    [InlineData("""{"url":"http://127.0.0.1:8009/","secret":"short"}""", "invalid_field", "at least 8")]
    [InlineData("""{"url":"ftp://127.0.0.1/","secret":"long enough"}""", "invalid_field", "http")]
    [InlineData("""{"url":"http://127.0.0.1:22/","secret":"long enough"}""", "invalid_request", "port 22")]
    [InlineData("""{"url":"http://a:b@127.0.0.1:8009/","secret":"long enough"}""", "invalid_request", "user name")]
    [InlineData("""{"url":"http://169.254.169.254:8080/","secret":"long enough"}""", "invalid_request", "169.254.169.254")]
    [InlineData("""{"url":"http://127.0.0.1:8009/","secret":"long enough","eventTypes":["memory.read"]}""", "invalid_field", "memory.created")]
    [InlineData("""{"url":"http://127.0.0.1:8009/","secret":"long enough","eventTypes":[]}""", "invalid_field", "empty")]
    [InlineData("""{"url":"http://127.0.0.1:8009/","secret":"long enough","algorithm":"md5"}""", "invalid_field", "sha256")]
    [InlineData("""{"url":"http://127.0.0.1:8009/","secret":"whsec_*not base64*"}""", "invalid_request", "base64")]
    public async Task What_cannot_be_a_webhook_is_refused_with_the_reason(string body, string code, string word)
    {
        var answer = await _server.Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks", body);

        answer.ShouldBeError(HttpStatusCode.BadRequest, code, word);
        answer.Text.ShouldNotContain("long enough");
    }

    [Fact]
    public async Task Another_organization_s_webhook_reads_as_unknown()
    {
        var id = await _server.RegisterAsync("http://127.0.0.1:8009/");
        using var stranger = await _server.CreateStrangerAsync();

        foreach (var (method, path, body) in new (HttpMethod, string, string?)[]
        {
            (HttpMethod.Get, $"/v1/webhooks/{id}", null), (HttpMethod.Get, $"/v1/webhooks/{id}/deliveries", null), (HttpMethod.Delete, $"/v1/webhooks/{id}", null),
            (HttpMethod.Post, $"/v1/webhooks/{id}/test", null), (HttpMethod.Patch, $"/v1/webhooks/{id}", "{}"),
        })
        {
            (await stranger.SendJsonAsync(method, path, body)).ShouldBeError(HttpStatusCode.NotFound, "not_found", id);
        }

        (await stranger.GetAnswerAsync("/v1/webhooks")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Private_networks_are_refused_at_registration_and_at_an_update()
    {
        await using var guarded = await WebhookServer.StartAsync(allowPrivateNetworks: false);
        foreach (var host in new[] { "127.0.0.1:8080", "[::1]:8080", "10.1.2.3", "192.168.1.1", "100.64.0.1", "169.254.169.254", "localhost:8080" })
        {
            var answer = await guarded.Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks", $$"""{"url":"http://{{host}}/","secret":"long enough"}""");
            answer.ShouldBeError(HttpStatusCode.BadRequest, "invalid_request", "private or reserved network");
        }

        var webhook = await guarded.Client.SendJsonAsync(HttpMethod.Post, "/v1/webhooks", """{"url":"http://93.184.216.34/","secret":"long enough"}""");
        (await guarded.Client.SendJsonAsync(HttpMethod.Patch, $"/v1/webhooks/{webhook.Id}", """{"url":"http://127.0.0.1:8080/"}"""))
            .ShouldBeError(HttpStatusCode.BadRequest, "invalid_request", "private or reserved network");
    }

    private static string Pattern(string text) =>
        Regex.Replace(Regex.Replace(text, "whk_[0-9a-f]{32}", "whk_ID"), "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z\"", "\"TIME\"");
}
