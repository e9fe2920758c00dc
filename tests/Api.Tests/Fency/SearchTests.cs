using System.Net;
using System.Text.Json;
using FencyGrid.Api.Tests.Fency.Uploads;
using FencyGrid.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Fency;

/// <summary>What a search finds, over HTTP, on the real engine and store.</summary>
public sealed class SearchTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private HttpClient Client => fixture.Server.Client;

    [Fact]
    public async Task An_acknowledged_memory_is_found_by_the_next_search()
    {
        var typeId = await Client.CreateTypeAsync();
        for (var i = 0; i < 30; i++)
        {
            var id = await Client.CreateMemoryAsync(typeId, text: $"The harbour master keeps ledger number{i} in the tower.");

            var found = await FoundAsync(typeId, $"where is ledger number{i} kept?");
            found.ShouldContain(id, $"memory {i} among {found.Count}");
            found[0].ShouldBe(id, $"memory {i} was at {found.IndexOf(id)} of {found.Count}");
        }
    }

    [Fact]
    public async Task Memories_and_searches_whose_work_is_done_leave_no_grains_behind()
    {
        await using var server = await TestServer.StartAsync();
        var grid = server.Services.GetRequiredService<EmbeddedGrid>();
        var typeId = await server.Client.CreateTypeAsync();
        for (var i = 0; i < 20; i++)
        {
            await server.Client.CreateMemoryAsync(typeId, text: $"The harbour master keeps ledger number{i} in the tower.");
            await server.Client.SendJsonAsync(HttpMethod.Post, "/v1/agent-tasks", """{"taskType":"MEMORY_SEARCH","query":"ledger"}""");
        }

        // The memory type, its shard and the organization are what stays.
        await server.ShouldSoonAsync(_ => grid.GrainsInMemory <= 3);
    }

    [Fact]
    public async Task A_memory_is_found_by_its_title_and_by_a_new_title_as_soon_as_it_has_one()
    {
        var typeId = await Client.CreateTypeAsync();
        var id = await Client.CreateMemoryAsync(typeId, title: "Vacation policy", text: "Everybody gets twenty-five days a year.");
        (await FoundAsync(typeId, "vacation")).ShouldBe([id]);

        await Client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}", """{"title":"Sabbatical rules"}""");

        (await FoundAsync(typeId, "sabbatical")).ShouldBe([id]);
        (await FoundAsync(typeId, "vacation")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_updated_text_is_found_and_the_old_one_is_not()
    {
        var typeId = await Client.CreateTypeAsync();
        var id = await Client.CreateMemoryAsync(typeId, text: "The password rotates every zebra cycle.");
        (await FoundAsync(typeId, "zebra")).ShouldBe([id]);

        await Client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}", """{"text":"The password rotates every walrus cycle."}""");

        (await FoundAsync(typeId, "walrus")).ShouldBe([id]);
        (await FoundAsync(typeId, "zebra")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_search_during_updates_sees_the_old_text_or_the_new_and_never_a_mix()
    {
        var typeId = await Client.CreateTypeAsync();
        string Text(int version) => string.Join("\n\n", Enumerable.Range(1, 12).Select(part => $"Paragraph {part} of the lighthouse log, revision v{version}. " + new string('x', 700)));
        var id = await Client.CreateMemoryAsync(typeId, text: Text(0));
        await Client.GetSynchronizedAsync(id);
        var updating = Task.Run(async () =>
        {
            for (var version = 1; version <= 15; version++)
            {
                await Client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}", JsonSerializer.Serialize(new { text = Text(version) }));
            }
        });

        do
        {
            var found = await SearchAsync(typeId, "lighthouse log paragraph revision", """, "contextExpansion":{"before":2,"after":2}""");
            var versions = found.EnumerateArray()
                .SelectMany(item => item.GetProperty("chunks").EnumerateArray())
                .Select(chunk => chunk.GetProperty("content").GetString()!)
                .SelectMany(text => text.Split("revision ").Skip(1).Select(rest => rest[..rest.IndexOf('.', StringComparison.Ordinal)]))
                .Distinct();
            versions.Count().ShouldBeLessThanOrEqualTo(1);
        }
        while (!updating.IsCompleted);

        await updating;
    }

    [Fact]
    public async Task Changed_metadata_counts_for_the_next_filter()
    {
        var typeId = await Client.CreateTypeAsync();
        var id = await Client.CreateMemoryAsync(typeId, text: "The archive is in the cellar.");
        await Client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}", """{"metadata":{"floor":-1,"tags":["dry","cold"]}}""");

        (await FoundAsync(typeId, "archive", """{"floor":{"lt":0}}""")).ShouldBe([id]);
        (await FoundAsync(typeId, "archive", """{"tags":["wet","cold"]}""")).ShouldBe([id]);
        (await FoundAsync(typeId, "archive", """{"floor":{"gte":0}}""")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Guard_rails_keep_other_types_and_other_memories_out()
    {
        var (open, closed) = (await Client.CreateTypeAsync(), await Client.CreateTypeAsync());
        var first = await Client.CreateMemoryAsync(open, text: "The comet returns in spring.");
        var second = await Client.CreateMemoryAsync(open, text: "The comet returns in autumn.");
        await Client.CreateMemoryAsync(closed, text: "The comet returns in winter.");

        (await FoundAsync(open, "when does the comet return")).Order().ShouldBe(new[] { first, second }.Order());
        var only = await SearchAsync(open, "comet", memoryIds: $"""["{second}"]""");
        only.EnumerateArray().Select(item => item.GetProperty("memoryId").GetString()).ShouldBe([second]);
    }

    [Fact]
    public async Task Another_organizations_memories_are_never_found()
    {
        var typeId = await Client.CreateTypeAsync();
        await Client.CreateMemoryAsync(typeId, text: "The vault code is kept by the archivist.");
        using var stranger = await fixture.Server.CreateStrangerAsync();

        var everything = await stranger.SendJsonAsync(HttpMethod.Post, "/v1/agent-tasks", """{"taskType":"MEMORY_SEARCH","query":"vault code"}""");
        var named = await stranger.SendJsonAsync(
            HttpMethod.Post, "/v1/agent-tasks", $$$"""{"taskType":"MEMORY_SEARCH","query":"vault code","guardRails":{"memoryTypes":[{"memoryTypeId":"{{{typeId}}}"}]}}""");

        everything.Json.GetProperty("successResponse").GetProperty("items").GetArrayLength().ShouldBe(0);
        named.ShouldBeError(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_text_of_20_MB_is_stored_searched_updated_and_deleted()
    {
        var typeId = await Client.CreateTypeAsync();
        var filler = string.Join("\n\n", Enumerable.Range(0, 40_000).Select(i => $"Entry {i}. " + string.Join(' ', Enumerable.Range(0, 80).Select(word => $"w{(i * 31) + word}"))));
        filler.Length.ShouldBeGreaterThan(20_000_000);
        var id = await Client.CreateMemoryAsync(typeId, title: "The long log", text: filler + "\n\nThe last entry names the perpetual gyroscope.");

        var memory = await Client.GetSynchronizedAsync(id);
        memory.Json.GetProperty("contentStatus").GetString().ShouldBe("SYNCHRONIZED");
        memory.Json.GetProperty("content").GetString()!.Length.ShouldBeGreaterThan(20_000_000);
        (await FoundAsync(typeId, "perpetual gyroscope"))[0].ShouldBe(id);

        await Client.SendBodyAsync(HttpMethod.Delete, $"/v1/memories/{id}", null);
        (await FoundAsync(typeId, "perpetual gyroscope")).ShouldBeEmpty();
    }

    private async Task<List<string>> FoundAsync(string typeId, string query, string? match = null)
    {
        var items = await SearchAsync(typeId, query, match: match);
        return [.. items.EnumerateArray().Select(item => item.GetProperty("memoryId").GetString()!).Distinct()];
    }

    private async Task<JsonElement> SearchAsync(string typeId, string query, string more = "", string? match = null, string? memoryIds = null)
    {
        var access = $"\"memoryTypeId\":\"{typeId}\"" + (match is null ? "" : $",\"match\":{match}") + (memoryIds is null ? "" : $",\"memoryIds\":{memoryIds}");
        var answer = await Client.SendJsonAsync(
            HttpMethod.Post, "/v1/agent-tasks",
            $$$"""{"taskType":"MEMORY_SEARCH","query":"{{{query}}}","guardRails":{"memoryTypes":[{ {{{access}}} }]} {{{more}}} }""");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (answer.Json.GetProperty("status").GetString() == "IN_PROGRESS")
        {
            // A search that takes over a second is answered unfinished.
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
            answer = await Client.GetAnswerAsync($"/v1/agent-tasks/{answer.Id}");
        }

        answer.Json.GetProperty("status").GetString().ShouldBe("SUCCEEDED", answer.Text);
        return answer.Json.GetProperty("successResponse").GetProperty("items");
    }
}
