using FencyGrid.Api.Tests.Models;

namespace FencyGrid.Api.Tests.XTrace;

public sealed class EmbeddedSearchTests
{
    [Fact]
    public async Task A_configured_embeddings_endpoint_finds_what_words_do_not()
    {
        await using var stub = await EmbeddingStub.StartAsync();
        await using var server = await stub.StartServerAsync();
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
        stub.Calls.ShouldAllBe(call => call.Model == "things");
    }

    [Fact]
    public async Task With_the_endpoint_gone_memories_are_kept_and_found_by_words()
    {
        await using var stub = await EmbeddingStub.StartAsync();
        await using var server = await stub.StartServerAsync(isThere: false);
        var user = XTraceClient.NewUser();

        await server.Client.RememberAsync(user, "Ann plays the bassoon.");

        (await FindAsync(server, user, "bassoon")).ShouldBe(["Ann plays the bassoon."]);
    }

    private static async Task<List<string?>> FindAsync(TestServer server, string user, string query) =>
        [.. (await server.Client.SearchAsync(new { query, filters = new { user_id = user }, threshold = 0.2 })).Json.GetProperty("facts").EnumerateArray()
            .Select(fact => fact.GetProperty("text").GetString())];
}
