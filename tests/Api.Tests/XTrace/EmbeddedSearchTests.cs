using System.Runtime.InteropServices;
using System.Text.Json;
using FencyGrid.Api.Tests.Models;
using FencyGrid.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace FencyGrid.Api.Tests.XTrace;

public sealed class EmbeddedSearchTests
{
    [Fact]
    public async Task A_configured_embeddings_endpoint_finds_what_words_do_not()
    {
        await using var stub = await OpenAiStub.StartAsync(Embeddings);
        await using var server = await StartAsync(stub.Endpoint);
        var user = XTraceClient.NewUser();
        await server.Client.RememberAsync(user, "Ann plays the bassoon.");
        await server.Client.RememberAsync(user, "Ann missed the ferry.");

        // Vectors are made in the background.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var found = await FindAsync(server, user, "woodwind");
        while (found.Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
            found = await FindAsync(server, user, "woodwind");
        }

        found[0].ShouldBe("Ann plays the bassoon.");
        stub.LastAuthorization.ShouldBe("Bearer stub-key");
        stub.Requests.ShouldAllBe(request => request.GetProperty("model").GetString() == "things");
    }

    [Fact]
    public async Task With_the_endpoint_gone_memories_are_kept_and_found_by_words()
    {
        await using var server = await StartAsync("http://127.0.0.1:1/v1");
        var user = XTraceClient.NewUser();

        await server.Client.RememberAsync(user, "Ann plays the bassoon.");

        (await FindAsync(server, user, "bassoon")).ShouldBe(["Ann plays the bassoon."]);
    }

    private static Task<TestServer> StartAsync(string endpoint)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["FencyGrid:Embeddings:Endpoint"] = endpoint,
            ["FencyGrid:Embeddings:ApiKey"] = "stub-key",
            ["FencyGrid:Embeddings:Model"] = "things",
            ["FencyGrid:Embeddings:MaxRetries"] = "0",
        }).Build();

        // Whether there is an endpoint is decided as the models are added, which the server has done before its tests' settings come.
        return TestServer.StartAsync(services: services => services.AddFencyGridModels(settings));
    }

    private static async Task<List<string?>> FindAsync(TestServer server, string user, string query) =>
        [.. (await server.Client.SearchAsync(new { query, filters = new { user_id = user }, threshold = 0.2 })).Json.GetProperty("facts").EnumerateArray()
            .Select(fact => fact.GetProperty("text").GetString())];

    // The stub has read the body already: it keeps each request.
    private static Task Embeddings(HttpContext context)
    {
        var request = (JsonElement)context.Items[OpenAiStub.RequestItem]!;
        var data = request.GetProperty("input").EnumerateArray().Select((text, index) => new { @object = "embedding", index, embedding = Vector(text.GetString()!) });
        return context.Response.WriteAsJsonAsync(new { @object = "list", model = "things", data, usage = new { prompt_tokens = 1, total_tokens = 1 } });
    }

    private static string Vector(string text)
    {
        float[] vector = [text.Contains("bassoon") || text.Contains("woodwind") ? 1 : 0.01f, text.Contains("ferry") ? 1 : 0.01f];
        return Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan()));
    }
}
