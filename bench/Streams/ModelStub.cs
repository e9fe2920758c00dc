using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using FencyGrid.Bench.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Bench.Streams;

/// <summary>
/// The OpenAI HTTP API as far as a streamed chat completion goes. The question is <c>name words pause</c>: so many words are answered, each after
/// the pause in milliseconds. It notes how long each question's first word took here.
/// </summary>
public sealed class ModelStub : IAsyncDisposable
{
    private static readonly byte[] End =
        """
        data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"stub","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]


        """u8.ToArray();

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, TimeSpan> _firstWords = new();

    private ModelStub(WebApplication app) => _app = app;

    public string Address => $"{_app.Urls.First()}/v1";

    public static async Task<ModelStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{ServerProcess.FreePort()}");
        var app = builder.Build();
        var stub = new ModelStub(app);
        app.Run(stub.AnswerAsync);
        await app.StartAsync();
        return stub;
    }

    public static string Question(string name, int words, int pauseMilliseconds) => $"{name} {words} {pauseMilliseconds}";

    /// <summary>The whole answer to a question.</summary>
    public static string Answer(string name, int words) => string.Concat(Enumerable.Range(0, words).Select(number => Word(name, number)));

    /// <summary>The time between the question's arrival here and its first word's leaving.</summary>
    public TimeSpan FirstWord(string name) => _firstWords[name];

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static string Word(string name, int number) => $"{name}-{number} ";

    private async Task AnswerAsync(HttpContext context)
    {
        var arrived = Stopwatch.GetTimestamp();
        string[] question;
        using (var body = await JsonDocument.ParseAsync(context.Request.Body))
        {
            question = ContentOf(body.RootElement.GetProperty("messages")[0].GetProperty("content")).Split(' ');
        }

        var (name, words, pause) = (question[0], Number(question[1]), TimeSpan.FromMilliseconds(Number(question[2])));
        context.Response.ContentType = "text/event-stream";
        for (var number = 0; number < words; number++)
        {
            await Task.Delay(pause);
            var chunk = $$$"""data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"stub","choices":[{"index":0,"delta":{"content":"{{{Word(name, number)}}}"}}]}""";
            if (number == 0)
            {
                _firstWords[name] = Stopwatch.GetElapsedTime(arrived);
            }

            await context.Response.WriteAsync($"{chunk}\n\n", context.RequestAborted);
        }

        await context.Response.Body.WriteAsync(End, context.RequestAborted);
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string ContentOf(JsonElement content) =>
        content.ValueKind == JsonValueKind.String ? content.GetString()! : content[0].GetProperty("text").GetString()!;
}
