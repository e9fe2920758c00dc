using System.Runtime.InteropServices;
using System.Text.Json;
using FencyGrid.Bench.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Bench.Locomo;

/// <summary>
/// An embeddings endpoint in the OpenAI API's shape. Its model hashes words and knows no meanings: it shows that a server's texts and
/// queries go through an endpoint, not what a model would add.
/// </summary>
public sealed class EmbeddingsStub : IAsyncDisposable
{
    private const int Dimensions = 256;

    private readonly WebApplication _app;
    private readonly string _address;
    private long _texts;

    private EmbeddingsStub(WebApplication app, string address) => (_app, _address) = (app, address);

    /// <summary>How many texts have been embedded so far.</summary>
    public long Texts => Interlocked.Read(ref _texts);

    /// <summary>Settings of a server that embeds here.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["FencyGrid__Embeddings__Endpoint"] = $"{_address}/v1",
        ["FencyGrid__Embeddings__Model"] = "hashed-words",
    };

    public static async Task<EmbeddingsStub> StartAsync()
    {
        var address = $"http://127.0.0.1:{ServerProcess.FreePort()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var app = builder.Build();
        var stub = new EmbeddingsStub(app, address);
        app.MapPost("/v1/embeddings", stub.AnswerAsync);
        await app.StartAsync();
        return stub;
    }

    /// <summary>Returns once no further text has come in for three seconds.</summary>
    public async Task WaitUntilQuietAsync()
    {
        var seen = -1L;
        while (seen != Texts)
        {
            seen = Texts;
            await Task.Delay(TimeSpan.FromSeconds(3));
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body);
        List<string> texts = [.. request.RootElement.GetProperty("input").EnumerateArray().Select(text => text.GetString()!)];
        Interlocked.Add(ref _texts, texts.Count);
        await context.Response.WriteAsJsonAsync(new
        {
            @object = "list",
            model = request.RootElement.GetProperty("model").GetString(),
            data = texts.Select((text, index) => new { @object = "embedding", index, embedding = Convert.ToBase64String(MemoryMarshal.AsBytes(Embed(text).AsSpan())) }),
            usage = new { prompt_tokens = 0, total_tokens = 0 },
        });
    }

    private static float[] Embed(string text)
    {
        var vector = new float[Dimensions];
        foreach (var word in text.ToLowerInvariant().Split([' ', '.', ',', '!', '?', ';', ':', '"', '(', ')', '[', ']', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            // FNV-1a of 32 bits.
            var hash = 2166136261u;
            foreach (var c in word)
            {
                hash = (hash ^ c) * 16777619u;
            }

            vector[hash % Dimensions] += (hash >> 16) % 2 == 0 ? 1 : -1;
        }

        return vector;
    }
}
