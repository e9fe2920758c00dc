using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Api.Tests.Models;

/// <summary>The OpenAI HTTP API on a free port. Each call is answered by the next step of the script, the last one for all that follow.</summary>
public sealed class OpenAiStub : IAsyncDisposable
{
    /// <summary>Where a step of the script finds the request's body.</summary>
    public const string RequestItem = "request";

    private readonly WebApplication _app;
    private readonly Queue<RequestDelegate> _script = new();
    private readonly ConcurrentQueue<JsonElement> _requests = new();

    private OpenAiStub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Endpoint => $"{_app.Urls.First()}/v1";

    public IReadOnlyList<JsonElement> Requests => [.. _requests];

    public string? LastAuthorization { get; private set; }

    public static async Task<OpenAiStub> StartAsync(params RequestDelegate[] script)
    {
        var stub = new OpenAiStub();
        stub.Enqueue(script);
        await stub._app.StartAsync();
        return stub;
    }

    /// <summary>Returns once so many calls have come in.</summary>
    public async Task WaitForRequestsAsync(int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_requests.Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
        }
    }

    public void Enqueue(params RequestDelegate[] script)
    {
        lock (_script)
        {
            foreach (var step in script)
            {
                _script.Enqueue(step);
            }
        }
    }

    /// <summary>Settings of a server that finds its models here, under that entry.</summary>
    public Dictionary<string, string?> Settings(string entry = "openai") => new()
    {
        [$"FencyGrid:Models:{entry}:Endpoint"] = Endpoint,
        [$"FencyGrid:Models:{entry}:ApiKey"] = "stub-key",
        [$"FencyGrid:Models:{entry}:Model"] = entry == "default" ? "any" : null,
        [$"FencyGrid:Models:{entry}:MaxRetries"] = "0",
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>Streams the parts as one answer.</summary>
    public static RequestDelegate Text(params string[] parts) => async context =>
    {
        await OpenAsync(context);
        foreach (var part in parts)
        {
            await ChunkAsync(context, new { content = part });
        }

        await EndAsync(context, "stop");
    };

    /// <summary>Streams the first part, waits for the gate, then streams the second.</summary>
    public static RequestDelegate Held(string first, TaskCompletionSource gate, string second) => async context =>
    {
        await OpenAsync(context);
        await ChunkAsync(context, new { content = first });
        await gate.Task.WaitAsync(context.RequestAborted);
        await ChunkAsync(context, new { content = second });
        await EndAsync(context, "stop");
    };

    /// <summary>Calls one tool, its arguments in two pieces.</summary>
    public static RequestDelegate Tool(string name, object arguments) => async context =>
    {
        var json = arguments as string ?? JsonSerializer.Serialize(arguments);
        await OpenAsync(context);
        await ChunkAsync(context, new { tool_calls = new[] { new { index = 0, id = "call_1", type = "function", function = new { name, arguments = json[..(json.Length / 2)] } } } });
        await ChunkAsync(context, new { tool_calls = new[] { new { index = 0, function = new { arguments = json[(json.Length / 2)..] } } } });
        await EndAsync(context, "tool_calls");
    };

    public static RequestDelegate Status(int status, string? retryAfter = null) => context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        return context.Response.WriteAsync("""{"error":{"message":"the key stub-key is wrong"}}""");
    };

    public static RequestDelegate Raw(string contentType, string body) => context =>
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    };

    /// <summary>Streams a part and cuts the connection.</summary>
    public static RequestDelegate CutOff(string part) => async context =>
    {
        await OpenAsync(context);
        await ChunkAsync(context, new { content = part });
        context.Abort();
    };

    /// <summary>Streams a part and ends without a finish reason.</summary>
    public static RequestDelegate Unfinished(string part) => async context =>
    {
        await OpenAsync(context);
        await ChunkAsync(context, new { content = part });
    };

    /// <summary>Never answers.</summary>
    public static RequestDelegate Silent() => context => Task.Delay(Timeout.Infinite, context.RequestAborted);

    private static async Task OpenAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.StartAsync();
    }

    private static async Task EndAsync(HttpContext context, string finish)
    {
        await ChunkAsync(context, new { }, finish);
        await context.Response.WriteAsync("data: [DONE]\n\n");
    }

    private static async Task ChunkAsync(HttpContext context, object delta, string? finish = null)
    {
        var chunk = new
        {
            id = "chatcmpl-1",
            @object = "chat.completion.chunk",
            created = 1_700_000_000,
            model = "stub",
            choices = new[] { new { index = 0, delta, finish_reason = finish } },
        };
        await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(chunk)}\n\n");
        await context.Response.Body.FlushAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        LastAuthorization = context.Request.Headers.Authorization;
        var request = (await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body)).Clone();
        context.Items[RequestItem] = request;
        _requests.Enqueue(request);
        RequestDelegate step;
        lock (_script)
        {
            step = _script.Count > 1 ? _script.Dequeue() : _script.Peek();
        }

        try
        {
            await step(context);
        }
        catch (OperationCanceledException)
        {
            // The caller gave up, which is what such a step is for.
        }
    }
}
