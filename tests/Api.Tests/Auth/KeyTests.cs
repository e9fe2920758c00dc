using System.Net;
using System.Text.Json;

namespace FencyGrid.Api.Tests.Auth;

public sealed class KeyTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly TestServer _server = fixture.Server;

    [Theory]
    [InlineData(null, "No key")]
    [InlineData("sk_0000000000000000000000", "unknown")]
    [InlineData("nonsense", "sk_")]
    [InlineData(TestServer.PublishableKey, "publishable")]
    public async Task Without_a_valid_secret_key_nothing_opens(string? key, string named)
    {
        using var client = _server.CreateClient(key);

        foreach (var path in new[] { "/v1/memories", "/v1/memory-types", "/v1/agent-tasks", "/v1/memories/mem_1", "/admin/v1/keys" })
        {
            var answer = await client.GetAnswerAsync(path);
            answer.ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized", named);
            answer.Message.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        }
    }

    [Fact]
    public async Task Another_scheme_than_bearer_is_no_key()
    {
        using var client = _server.CreateClient(key: null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Basic {TestServer.SecretKey}");

        (await client.GetAnswerAsync("/v1/memories")).ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Another_organizations_id_answers_exactly_as_an_unknown_and_a_malformed_one()
    {
        var stranger = await _server.CreateStrangerAsync();
        var typeId = await stranger.CreateTypeAsync();
        var memoryId = await stranger.CreateMemoryAsync(typeId);
        var task = await stranger.SendJsonAsync(HttpMethod.Post, "/v1/agent-tasks", """{"taskType":"MEMORY_SEARCH","query":"q"}""");

        await ShouldReadAsUnknownAsync("/v1/memories/", memoryId, "mem_00000000000000000000000000000000", HttpMethod.Get, HttpMethod.Patch, HttpMethod.Delete);
        await ShouldReadAsUnknownAsync("/v1/memory-types/", typeId, "mty_00000000000000000000000000000000", HttpMethod.Get, HttpMethod.Delete);
        await ShouldReadAsUnknownAsync("/v1/agent-tasks/", task.Id, "ata_00000000000000000000000000000000", HttpMethod.Get);
        (await stranger.GetAnswerAsync($"/v1/memories/{memoryId}")).Status.ShouldBe(HttpStatusCode.OK);
        (await _server.Client.GetAnswerAsync("/v1/memories?limit=100")).Text.ShouldNotContain(memoryId);
        (await _server.Client.GetAnswerAsync("/v1/agent-tasks?limit=100")).Text.ShouldNotContain(task.Id);
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_from_the_answer_on()
    {
        var issued = await _server.Client.SendJsonAsync(HttpMethod.Post, "/admin/v1/keys", """{"name":"short-lived"}""");
        using var client = _server.CreateClient(issued.Json.GetProperty("value").GetString());
        (await client.GetAnswerAsync("/v1/memories")).Status.ShouldBe(HttpStatusCode.OK);

        var revoked = await _server.Client.SendJsonAsync(HttpMethod.Delete, $"/admin/v1/keys/{issued.Id}");

        revoked.Status.ShouldBe(HttpStatusCode.NoContent);
        (await client.GetAnswerAsync("/v1/memories")).ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized", "revoked");
    }

    private async Task ShouldReadAsUnknownAsync(string path, string foreignId, string unknownId, params HttpMethod[] methods)
    {
        foreach (var method in methods)
        {
            var body = method == HttpMethod.Patch ? """{"title":"mine now"}""" : null;
            var unknown = await _server.Client.SendJsonAsync(method, path + unknownId, body);
            unknown.ShouldBeError(HttpStatusCode.NotFound, "not_found", unknownId);
            foreach (var id in new[] { foreignId, "malformed" })
            {
                var answer = await _server.Client.SendJsonAsync(method, path + id, body);
                answer.Status.ShouldBe(HttpStatusCode.NotFound);
                answer.Text.ShouldBe(unknown.Text.Replace(unknownId, id, StringComparison.Ordinal));
            }
        }
    }
}
