using System.Runtime.InteropServices;
using System.Text.Json;
using FencyGrid.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Models;

/// <summary>An embeddings endpoint that knows a few things: words of one thing have one direction.</summary>
public sealed class EmbeddingStub : IAsyncDisposable
{
    /// <summary>What a vector has for the thing that its text is about; no other number that is stored has its bytes.</summary>
    public const float Much = 0.7310586f;

    private const float Little = 0.0127315f;

    private static readonly string[][] Things = [["bassoon", "woodwind"], ["beagle", "hound"], ["ferry", "ship"], ["ledger", "bookkeeping"]];

    private OpenAiStub _openAi = null!;
    private int _running;
    private int _mostAtOnce;

    /// <summary>Answers instead of the model while it is set.</summary>
    public RequestDelegate? Instead { get; set; }

    /// <summary>How many components follow those of the things.</summary>
    public int MoreDimensions { get; set; }

    /// <summary>A text with this in it is not taken, nor what comes with it.</summary>
    public string? Refused { get; set; }

    public int MostAtOnce => _mostAtOnce;

    public string? LastAuthorization => _openAi.LastAuthorization;

    /// <summary>The model and the texts of each call.</summary>
    public IReadOnlyList<(string Model, IReadOnlyList<string> Texts)> Calls =>
        [.. _openAi.Requests.Select(request => (request.GetProperty("model").GetString()!, (IReadOnlyList<string>)[.. Texts(request)]))];

    public static async Task<EmbeddingStub> StartAsync()
    {
        var stub = new EmbeddingStub();
        stub._openAi = await OpenAiStub.StartAsync(stub.AnswerAsync);
        return stub;
    }

    /// <summary>A server whose embeddings come from here, or from where nothing listens.</summary>
    public Task<TestServer> StartServerAsync(
        string model = "things", IReadOnlyDictionary<string, string?>? settings = null, string? dataDirectory = null, bool isThere = true)
    {
        var embeddings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["FencyGrid:Embeddings:Endpoint"] = isThere ? _openAi.Endpoint : "http://127.0.0.1:1/v1",
            ["FencyGrid:Embeddings:ApiKey"] = "stub-key",
            ["FencyGrid:Embeddings:Model"] = model,
            ["FencyGrid:Embeddings:MaxRetries"] = "0",
        }).Build();

        // Whether there is an endpoint is decided as the models are added, which the server has done before its tests' settings come.
        return TestServer.StartAsync(settings, services => services.AddFencyGridModels(embeddings), dataDirectory);
    }

    public ValueTask DisposeAsync() => _openAi.DisposeAsync();

    private static IEnumerable<string> Texts(JsonElement request) => request.GetProperty("input").EnumerateArray().Select(text => text.GetString()!);

    private async Task AnswerAsync(HttpContext context)
    {
        if (Instead is { } instead)
        {
            await instead(context);
            return;
        }

        // The OpenAI stub has read the body already: it keeps each request.
        var request = (JsonElement)context.Items[OpenAiStub.RequestItem]!;
        if (Refused is { } refused && Texts(request).Any(text => text.Contains(refused)))
        {
            await OpenAiStub.Status(400)(context);
            return;
        }

        var running = Interlocked.Increment(ref _running);
        InterlockedMax(running);
        var data = Texts(request).Select((text, index) => new { @object = "embedding", index, embedding = Vector(text) });
        await context.Response.WriteAsJsonAsync(new { @object = "list", model = "things", data, usage = new { prompt_tokens = 1, total_tokens = 1 } });
        Interlocked.Decrement(ref _running);
    }

    private string Vector(string text)
    {
        float[] vector = [.. Things.Select(words => words.Any(text.Contains) ? Much : Little), .. Enumerable.Repeat(Little, MoreDimensions)];
        return Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan()));
    }

    private void InterlockedMax(int running)
    {
        for (var most = Volatile.Read(ref _mostAtOnce); running > most;)
        {
            var seen = Interlocked.CompareExchange(ref _mostAtOnce, running, most);
            most = seen == most ? running : seen;
        }
    }
}
