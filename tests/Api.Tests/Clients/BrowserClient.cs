using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace FencyGrid.Api.Tests.Clients;

/// <summary>What a browser client sends, as Fency's own does.</summary>
public sealed class BrowserClient(TestServer server, string key = TestServer.PublishableKey)
{
    private static readonly HttpClient Http = new();

    public async Task<string> TokenAsync(string session)
    {
        var answer = await server.Client.SendJsonAsync(HttpMethod.Post, "/v1/sessions", session);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer.Json.GetProperty("clientToken").GetString()!;
    }

    public Task<string> TaskTokenAsync(string taskType) => TokenAsync($$"""{"createAgentTask":{"taskType":"{{taskType}}"} }""");

    public async Task<ClientStream> CreateStreamAsync()
    {
        var answer = await PostAsync("/pub/ct/streams", body: null, await TokenAsync("""{"createStream":{}}"""), streamToken: null);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return new ClientStream(answer.Id, answer.Json.GetProperty("token").GetString()!);
    }

    public Task<Answer> CreateTaskAsync(ClientStream stream, string clientToken, string body) => PostAsync("/pub/ct-st/agent-tasks", body, clientToken, stream.Token);

    public async Task<Answer> PostAsync(string path, string? body, string? clientToken, string? streamToken, string? idempotencyKey = null)
    {
        using var request = Request(HttpMethod.Post, path, streamToken);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        request.Headers.TryAddWithoutValidation("X-Fency-Client-Token", clientToken);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        var response = await Http.SendAsync(request);
        return new Answer(response.StatusCode, response, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Opens the stream; the answer is there as soon as its headers are.</summary>
    public async Task<HttpResponseMessage> OpenAsync(ClientStream stream, string? lastEventId = null)
    {
        using var request = Request(HttpMethod.Get, $"/sse/streams/{stream.Id}", stream.Token);
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The events as they come, decoded.</summary>
    public static async IAsyncEnumerable<ClientEvent> EventsAsync(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(cancellationToken)).EnumerateAsync(cancellationToken))
        {
            var json = JsonElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(item.Data)));
            yield return new ClientEvent(item.EventId, json);
        }
    }

    /// <summary>Reads on until an event is the last one wanted; that one included.</summary>
    public static async Task<List<ClientEvent>> ReadUntilAsync(HttpResponseMessage response, Func<ClientEvent, bool> isLast)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var events = new List<ClientEvent>();
        await foreach (var next in EventsAsync(response, patience.Token))
        {
            events.Add(next);
            if (isLast(next))
            {
                return events;
            }
        }

        throw new InvalidOperationException($"The stream ended after {string.Join(", ", events.Select(read => read.Kind))}.");
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string? streamToken)
    {
        var request = new HttpRequestMessage(method, new Uri(server.Address, path));
        request.Headers.TryAddWithoutValidation("X-Fency-Publishable-Key", key);
        request.Headers.TryAddWithoutValidation("X-Fency-Stream-Token", streamToken);
        return request;
    }
}

public sealed record ClientStream(string Id, string Token);

/// <param name="Id">The event's SSE id, as of the last one that had any.</param>
public sealed record ClientEvent(string? Id, JsonElement Json)
{
    public string Type => Json.GetProperty("type").GetString()!;

    public JsonElement Data => JsonElement.Parse(Json.GetProperty("data").GetString()!);

    public string Kind => Type == "AGENT_TASK_PROGRESS_ITEM_UPDATED" ? Data.GetProperty("eventType").GetString()! : Type;

    public bool IsEnd => Kind is "Completed" or "Error";
}
