using System.Text.Json;
using FencyGrid.Bench.Load;
using FencyGrid.Bench.Memories;
using FencyGrid.Bench.Server;

namespace FencyGrid.Bench.Streams;

/// <summary>The calls that a browser app and its server make for one conversation.</summary>
public sealed class BrowserApp(Uri address, HttpConnections http)
{
    private static readonly string[] ClientKey = [$"X-Fency-Publishable-Key: {ServerProcess.PublishableKey}"];

    /// <summary>A stream with a client connected to it.</summary>
    public async Task<OpenStream> OpenAsync()
    {
        var clientToken = await SessionAsync(new { createStream = new { } });
        var created = await http.SendAsync("POST", "/pub/ct/streams", headers: [.. ClientKey, $"X-Fency-Client-Token: {clientToken}"]);
        using var document = JsonDocument.Parse(created);
        var token = document.RootElement.GetProperty("token").GetString()!;
        var events = await EventStream.OpenAsync(
            address, $"/sse/streams/{MemoryClient.Id(created)}", [("X-Fency-Publishable-Key", ServerProcess.PublishableKey), ("X-Fency-Stream-Token", token)]);
        return new OpenStream(token, events);
    }

    /// <summary>A token for one completion.</summary>
    public Task<string> TaskTokenAsync() => SessionAsync(new { createAgentTask = new { taskType = "STREAMING_CHAT_COMPLETION" } });

    /// <returns>The id of the task.</returns>
    public async Task<string> StartAsync(OpenStream stream, string clientToken, string question) => MemoryClient.Id(await http.SendAsync(
        "POST",
        "/pub/ct-st/agent-tasks",
        JsonSerializer.Serialize(new { streamingChatCompletionTask = new { messages = new[] { new { role = "USER", content = question } }, model = "openai/gpt-4.1" } }),
        [.. ClientKey, $"X-Fency-Client-Token: {clientToken}", $"X-Fency-Stream-Token: {stream.Token}"]));

    private async Task<string> SessionAsync(object body)
    {
        using var document = JsonDocument.Parse(await http.SendAsync("POST", "/v1/sessions", JsonSerializer.Serialize(body)));
        return document.RootElement.GetProperty("clientToken").GetString()!;
    }
}

public sealed record OpenStream(string Token, EventStream Events);
