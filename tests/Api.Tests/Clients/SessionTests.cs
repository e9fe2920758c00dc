using System.Net;
using FencyGrid.Api.Fency.Sessions;
using FencyGrid.Grains.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FencyGrid.Api.Tests.Clients;

public sealed class SessionTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;
    private readonly BrowserClient _browser = new(fixture.Server);

    [Theory]
    [InlineData("""{"createStream":{}}""", "CREATE_STREAM")]
    [InlineData("""{"createAgentTask":{"taskType":"EXPLORE_MEMORIES"}}""", "CREATE_AGENT_TASK")]
    [InlineData("""{"createAgentTaskFileDownload":{}}""", "CREATE_AGENT_TASK_FILE_DOWNLOAD")]
    public async Task A_session_is_answered_as_the_document_shows(string body, string type)
    {
        var answer = await _client.SendJsonAsync(HttpMethod.Post, "/v1/sessions", body);

        answer.Status.ShouldBe(HttpStatusCode.Created);
        var token = answer.Json.GetProperty("clientToken").GetString()!;
        answer.Pattern.Replace(token, "TOKEN", StringComparison.Ordinal)
            .ShouldBe($$"""{"id":"ses_ID","createdAt":"TIME","type":"{{type}}","clientToken":"TOKEN"}""");
    }

    [Fact]
    public async Task A_form_may_ask_for_a_session_too()
    {
        (await _client.SendFormAsync(HttpMethod.Post, "/v1/sessions", ("createStream", ""))).Json.GetProperty("type").GetString().ShouldBe("CREATE_STREAM");
        (await _client.SendFormAsync(HttpMethod.Post, "/v1/sessions", ("createAgentTask[taskType]", "MEMORY_CHAT"))).Json.GetProperty("type").GetString().ShouldBe("CREATE_AGENT_TASK");
    }

    [Theory]
    [InlineData("{}", "invalid_request", "none")]
    [InlineData("""{"createStream":{},"createAgentTaskFileDownload":{}}""", "invalid_request", "createStream, createAgentTaskFileDownload")]
    [InlineData("""{"createStream":true}""", "invalid_field", "createStream")]
    [InlineData("""{"createAgentTask":{}}""", "missing_field", "createAgentTask.taskType")]
    [InlineData("""{"createAgentTask":{"taskType":"DANCE"}}""", "invalid_field", "STREAMING_CHAT_COMPLETION")]
    [InlineData("""{"createAgentTask":{"taskType":"MEMORY_CHAT","guardRails":{}}}""", "missing_field", "createAgentTask.guardRails.memoryTypes")]
    public async Task A_session_that_makes_no_sense_is_refused(string body, string code, string named) =>
        (await _client.SendJsonAsync(HttpMethod.Post, "/v1/sessions", body)).ShouldBeError(HttpStatusCode.BadRequest, code, named);

    [Fact]
    public async Task Guard_rails_that_name_an_unknown_or_a_foreign_memory_type_are_refused()
    {
        var stranger = await fixture.Server.CreateStrangerAsync();
        foreach (var id in new[] { $"mty_{new string('0', 32)}", await stranger.CreateTypeAsync(), "nonsense" })
        {
            var body = $$"""{"createAgentTask":{"taskType":"MEMORY_CHAT","guardRails":{"memoryTypes":[{"memoryTypeId":"{{id}}"}]} } }""";
            (await _client.SendJsonAsync(HttpMethod.Post, "/v1/sessions", body)).ShouldBeError(HttpStatusCode.NotFound, "not_found", "memory type");
        }
    }

    [Fact]
    public async Task A_session_needs_a_secret_key_and_a_client_call_a_publishable_one()
    {
        (await fixture.Server.CreateClient(TestServer.PublishableKey).SendJsonAsync(HttpMethod.Post, "/v1/sessions", """{"createStream":{}}"""))
            .ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized", "secret key");
        var token = await _browser.TokenAsync("""{"createStream":{}}""");
        (await new BrowserClient(fixture.Server, TestServer.SecretKey).PostAsync("/pub/ct/streams", null, token, null))
            .ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized", "pk_");
        (await new BrowserClient(fixture.Server, "pk_unknown_0123456789").PostAsync("/pub/ct/streams", null, token, null))
            .ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized");
        (await _browser.PostAsync("/pub/ct/streams", null, token, null)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_token_opens_one_thing_once()
    {
        var token = await _browser.TokenAsync("""{"createStream":{}}""");

        (await _browser.PostAsync("/pub/ct/agent-task-files/download-link", $$"""{"agentTaskFileId":"fil_{{new string('0', 34)}}"}""", token, null))
            .ShouldBeError(HttpStatusCode.Forbidden, "forbidden", "creating a stream");
        (await _browser.PostAsync("/pub/ct/streams", null, token, null)).Status.ShouldBe(HttpStatusCode.Created);
        (await _browser.PostAsync("/pub/ct/streams", null, token, null)).ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized", "used already");
        (await _browser.PostAsync("/pub/ct/streams", null, null, null)).ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized", "X-Fency-Client-Token");
        (await _browser.PostAsync("/pub/ct/streams", null, token[..32] + new string('0', 32), null)).ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized", "not valid");
    }

    [Fact]
    public async Task Of_many_uses_at_the_same_time_one_succeeds()
    {
        var token = await _browser.TokenAsync("""{"createStream":{}}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _browser.PostAsync("/pub/ct/streams", null, token, null)));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Status == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_of_another_organization_reads_as_an_unknown_one()
    {
        var stranger = await fixture.Server.CreateStrangerAsync();
        var token = (await stranger.SendJsonAsync(HttpMethod.Post, "/v1/sessions", """{"createStream":{}}""")).Json.GetProperty("clientToken").GetString();

        (await _browser.PostAsync("/pub/ct/streams", null, token, null)).ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized", "not valid");
    }

    [Fact]
    public async Task An_expired_token_says_so_and_its_row_goes_later()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?>
        {
            ["FencyGrid:Sessions:TokenLifetime"] = "00:00:00.001",
            ["FencyGrid:Sessions:KeepExpired"] = "00:00:00",
        });
        var browser = new BrowserClient(server);
        var session = await server.Client.SendJsonAsync(HttpMethod.Post, "/v1/sessions", """{"createStream":{}}""");
        var token = session.Json.GetProperty("clientToken").GetString();

        (await browser.PostAsync("/pub/ct/streams", null, token, null)).ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized", "expired");
        await server.Services.GetServices<IHostedService>().OfType<ExpiredSessionsSweep>().Single().SweepAsync(CancellationToken.None);
        (await browser.PostAsync("/pub/ct/streams", null, token, null)).ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized", "not valid");
        (await server.Services.GetRequiredService<ISessionQueries>().ListOrganizationsToPruneAsync(DateTimeOffset.UtcNow, 10, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_a_hash_of_a_token_is_kept()
    {
        var session = await _client.SendJsonAsync(HttpMethod.Post, "/v1/sessions", """{"createStream":{}}""");
        var token = session.Json.GetProperty("clientToken").GetString()!;

        var row = await fixture.Server.Services.GetRequiredService<ISessionQueries>()
            .FindAsync(FencyGrid.Api.Auth.BootstrapService.DefaultOrganizationId, session.Id, CancellationToken.None);

        row!.ToString().ShouldNotContain(token);
        row.TokenHash.ShouldBe(AccessToken.HashOf(token));
    }
}
