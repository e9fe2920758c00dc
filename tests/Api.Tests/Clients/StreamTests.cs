using System.Net;
using System.Text;
using FencyGrid.Api.Auth;
using FencyGrid.Api.Tests.Models;
using FencyGrid.Grains.AgentTasks;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Clients;

public sealed class StreamTests
{
    private const string Chat = """{"streamingChatCompletionTask":{"messages":[{"role":"USER","content":"Hello"}],"model":"openai/gpt-4.1"} }""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_was_published_before_the_client_connects_is_delivered_and_an_event_is_as_the_protocol_says()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Text("Hi."));
        await using var server = await TestServer.StartAsync(stub.Settings());
        var browser = new BrowserClient(server);
        var stream = await browser.CreateStreamAsync();
        var task = await browser.CreateTaskAsync(stream, await browser.TaskTokenAsync("STREAMING_CHAT_COMPLETION"), Chat);
        task.Status.ShouldBe(HttpStatusCode.Created, task.Text);
        task.Pattern.ShouldBe("""{"id":"ata_ID","createdAt":"TIME","type":"STREAMING_CHAT_COMPLETION"}""");
        await server.Client.GetFinishedAsync(task.Id);

        var response = await browser.OpenAsync(stream);
        var events = await BrowserClient.ReadUntilAsync(response, next => next.IsEnd);

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");
        events.Select(next => next.Kind).ShouldBe(["Text", "Completed"]);
        var item = events[0].Json;
        item.EnumerateObject().Select(property => property.Name).ShouldBe(["type", "streamId", "timestamp", "createdAt", "agentTaskId", "progressItemId", "data"]);
        item.EnumerateObject().ShouldAllBe(property => property.Value.ValueKind == System.Text.Json.JsonValueKind.String);
        item.GetProperty("streamId").GetString().ShouldBe(stream.Id);
        item.GetProperty("agentTaskId").GetString().ShouldBe(task.Id);
        events[0].Data.GetRawText().ShouldBe("""{"taskType":"StreamingChatCompletion","eventType":"Text","text":"Hi."}""");
        events[1].Data.GetRawText().ShouldBe(
            """{"taskType":"StreamingChatCompletion","eventType":"Completed","response":{"textResponse":"Hi.","messages":[{"role":"USER","content":"Hello"},{"role":"ASSISTANT","content":"Hi."}]}}""");
    }

    [Fact]
    public async Task A_client_that_reconnects_goes_on_after_its_last_event_and_text_grows_in_one_item()
    {
        var gate = new TaskCompletionSource();
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Held("First", gate, " second."));
        await using var server = await TestServer.StartAsync(stub.Settings());
        var browser = new BrowserClient(server);
        var stream = await browser.CreateStreamAsync();
        await browser.CreateTaskAsync(stream, await browser.TaskTokenAsync("STREAMING_CHAT_COMPLETION"), Chat);
        ClientEvent first;
        using (var response = await browser.OpenAsync(stream))
        {
            first = (await BrowserClient.ReadUntilAsync(response, next => next.Kind == "Text"))[^1];
        }

        gate.SetResult();
        using var again = await browser.OpenAsync(stream, first.Id);
        var events = await BrowserClient.ReadUntilAsync(again, next => next.IsEnd);

        first.Data.GetProperty("text").GetString().ShouldBe("First");
        first.Id.ShouldNotBeNullOrEmpty();
        events[0].Json.GetProperty("progressItemId").GetString().ShouldBe(first.Json.GetProperty("progressItemId").GetString());
        events[^2].Data.GetProperty("text").GetString().ShouldBe("First second.");
        events[^1].Kind.ShouldBe("Completed");

        // With nothing new, the whole of it is what a client without a position gets.
        using var anew = await browser.OpenAsync(stream, "0-99");
        (await BrowserClient.ReadUntilAsync(anew, next => next.IsEnd)).Select(next => next.Kind).ShouldBe(["Text", "Completed"]);
    }

    [Fact]
    public async Task An_unknown_or_foreign_stream_is_not_found_and_a_wrong_token_is_unauthorized()
    {
        await using var server = await TestServer.StartAsync();
        var browser = new BrowserClient(server);
        var stream = await browser.CreateStreamAsync();
        foreach (var unknown in new[] { new ClientStream($"str_{new string('0', 32)}", stream.Token), new ClientStream("nonsense", stream.Token) })
        {
            using var response = await browser.OpenAsync(unknown);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            var only = (await BrowserClient.ReadUntilAsync(response, _ => true)).Single();
            only.Json.EnumerateObject().Select(property => property.Name).ShouldBe(["type", "streamId", "timestamp"]);
            only.Type.ShouldBe("STREAM_NOT_FOUND");
            only.Json.GetProperty("streamId").GetString().ShouldBe(unknown.Id);
        }

        using var refused = await browser.OpenAsync(stream with { Token = stream.Token[..32] + new string('0', 32) });
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await BrowserClient.ReadUntilAsync(refused, _ => true)).Single().Type.ShouldBe("STREAM_UNAUTHORIZED");
    }

    [Fact]
    public async Task A_stream_ends_with_a_time_out_and_takes_no_more_tasks()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["FencyGrid:Streams:Lifetime"] = "00:00:01" });
        var browser = new BrowserClient(server);
        var stream = await browser.CreateStreamAsync();
        using var response = await browser.OpenAsync(stream);

        using var patience = new CancellationTokenSource(Patience);
        var events = new List<ClientEvent>();
        await foreach (var next in BrowserClient.EventsAsync(response, patience.Token))
        {
            events.Add(next);
        }

        events.Select(next => next.Type).ShouldBe(["STREAM_TIMEOUT"]);
        (await browser.CreateTaskAsync(stream, await browser.TaskTokenAsync("EXPLORE_MEMORIES"), """{"exploreMemoriesTask":{"query":"q"}}"""))
            .ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized", "FencyGrid:Streams:Lifetime");
        using var late = await browser.OpenAsync(stream);
        (await BrowserClient.ReadUntilAsync(late, _ => true)).Single().Type.ShouldBe("STREAM_TIMEOUT");
    }

    [Fact]
    public async Task A_connection_without_events_carries_comments()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["FencyGrid:Streams:Heartbeat"] = "00:00:00.05" });
        var browser = new BrowserClient(server);
        using var response = await browser.OpenAsync(await browser.CreateStreamAsync());
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync(), Encoding.UTF8);

        using var patience = new CancellationTokenSource(Patience);
        for (var i = 0; i < 6; i++)
        {
            (await body.ReadLineAsync(patience.Token)).ShouldBe(i % 2 == 0 ? ":" : "");
        }
    }

    [Fact]
    public async Task A_stream_and_its_tasks_survive_a_restart_of_the_server()
    {
        var directory = Directory.CreateTempSubdirectory("fencygrid-restart-").FullName;
        var gate = new TaskCompletionSource();
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Held("First", gate, " second."));
        var settings = stub.Settings();
        ClientStream stream;
        string taskId;
        await using (var server = await TestServer.StartAsync(settings, dataDirectory: directory))
        {
            var browser = new BrowserClient(server);
            stream = await browser.CreateStreamAsync();
            taskId = (await browser.CreateTaskAsync(stream, await browser.TaskTokenAsync("STREAMING_CHAT_COMPLETION"), Chat)).Id;
            using var response = await browser.OpenAsync(stream);
            await BrowserClient.ReadUntilAsync(response, next => next.Kind == "Text");
        }

        gate.SetResult();
        await using (var server = await TestServer.StartAsync(settings, dataDirectory: directory))
        {
            using var response = await new BrowserClient(server).OpenAsync(stream, "1-1");
            var events = await BrowserClient.ReadUntilAsync(response, next => next.IsEnd);
            events[^1].Data.GetProperty("response").GetProperty("textResponse").GetString().ShouldBe("First second.");
            (await server.Client.GetFinishedAsync(taskId)).Json.GetProperty("status").GetString().ShouldBe("SUCCEEDED");
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_task_that_ended_before_its_client_connected_is_told_after_a_restart()
    {
        var directory = Directory.CreateTempSubdirectory("fencygrid-restart-").FullName;
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Text("Hi."), OpenAiStub.Text("no JSON"), OpenAiStub.Text("still none"));
        var settings = stub.Settings();
        ClientStream stream;
        ClientStream other;
        var ids = new List<string>();
        await using (var server = await TestServer.StartAsync(settings, dataDirectory: directory))
        {
            var browser = new BrowserClient(server);
            (stream, other) = (await browser.CreateStreamAsync(), await browser.CreateStreamAsync());
            foreach (var (type, body) in new[]
            {
                ("STREAMING_CHAT_COMPLETION", Chat),
                ("STRUCTURED_CHAT_COMPLETION", """{"structuredChatCompletionTask":{"messages":[{"role":"USER","content":"Hello"}],"jsonSchema":"{}","model":"openai/gpt-4.1"} }"""),
            })
            {
                ids.Add((await browser.CreateTaskAsync(stream, await browser.TaskTokenAsync(type), body)).Id);
                await server.Client.GetFinishedAsync(ids[^1]);
            }
        }

        await using (var server = await TestServer.StartAsync(settings, dataDirectory: directory))
        {
            var browser = new BrowserClient(server);
            using var response = await browser.OpenAsync(stream);
            var events = await BrowserClient.ReadUntilAsync(response, next => next.Kind == "Error");

            events.Select(next => (next.Kind, next.Json.GetProperty("agentTaskId").GetString())).ShouldBe([("Completed", ids[0]), ("Error", ids[1])]);
            events[0].Data.GetProperty("response").GetProperty("textResponse").GetString().ShouldBe("Hi.");
            var streams = server.Services.GetRequiredService<IAgentTaskQueries>();
            (await streams.ListOfStreamAsync(BootstrapService.DefaultOrganizationId, other.Id, DateTimeOffset.UnixEpoch, CancellationToken.None)).ShouldBeEmpty();
        }

        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData(null, "https://anywhere.example", "*")]
    [InlineData("https://app.example", "https://app.example", "https://app.example")]
    [InlineData("https://app.example", "https://other.example", null)]
    public async Task Origins_are_any_unless_configuration_names_them(string? allowed, string origin, string? answered)
    {
        var settings = new Dictionary<string, string?> { ["FencyGrid:Cors:AllowedOrigins:0"] = allowed };
        await using var server = await TestServer.StartAsync(allowed is null ? null : settings);
        foreach (var (method, path) in new[] { ("POST", "/pub/ct/streams"), ("GET", "/sse/streams/x"), ("POST", "/pub/ct-st/agent-tasks") })
        {
            using var preflight = new HttpRequestMessage(HttpMethod.Options, path);
            preflight.Headers.Add("Origin", origin);
            preflight.Headers.Add("Access-Control-Request-Method", method);
            preflight.Headers.Add("Access-Control-Request-Headers", "x-fency-publishable-key,x-fency-stream-token,x-fency-client-token,x-fency-sdk-version,content-type");
            var response = await server.CreateClient(key: null).SendAsync(preflight);
            response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values);
            (values?.Single()).ShouldBe(answered, path);
        }

        using var rest = new HttpRequestMessage(HttpMethod.Options, "/v1/memories");
        rest.Headers.Add("Origin", origin);
        rest.Headers.Add("Access-Control-Request-Method", "POST");
        (await server.CreateClient(key: null).SendAsync(rest)).Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }
}
