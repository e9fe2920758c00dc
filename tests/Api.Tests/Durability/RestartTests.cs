using System.Net;

namespace FencyGrid.Api.Tests.Durability;

/// <summary>What is still there, and what is not, when a server comes back on the data of an earlier one.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("fencygrid-restart-");

    [Fact]
    public async Task Memories_keys_tasks_and_page_tokens_survive_a_restart()
    {
        string typeId, id, task, token, organizationKey;
        await using (var server = await TestServer.StartAsync(dataDirectory: _data.FullName))
        {
            var issued = await server.Client.SendJsonAsync(HttpMethod.Post, "/admin/v1/keys", """{"kind":"SECRET","name":"other"}""");
            organizationKey = issued.Json.GetProperty("value").GetString()!;
            typeId = await server.Client.CreateTypeAsync();
            id = await server.Client.CreateMemoryAsync(typeId, text: "The orchard has nine rows.");
            await server.Client.CreateMemoryAsync(typeId, text: "The pond has three carps.");
            task = (await SearchAsync(server.Client, typeId, "orchard rows")).Id;
            token = (await server.Client.GetAnswerAsync("/v1/memories?limit=1")).Json.GetProperty("pagination").GetProperty("nextPageToken").GetString()!;
        }

        await using var again = await TestServer.StartAsync(dataDirectory: _data.FullName);
        using var client = again.CreateClient(organizationKey);

        (await client.GetSynchronizedAsync(id)).Json.GetProperty("content").GetString().ShouldBe("The orchard has nine rows.");
        Items(await SearchAsync(client, typeId, "orchard rows")).ShouldContain(id);
        (await client.GetAnswerAsync($"/v1/agent-tasks/{task}")).Text.ShouldContain("nine rows");
        (await client.GetAnswerAsync($"/v1/memories?limit=1&nextPageToken={token}")).Json.GetProperty("items")[0].GetProperty("id").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task A_deleted_memorys_words_are_in_no_answer_and_nowhere_in_the_store_and_not_after_a_restart_either()
    {
        string typeId, id, task;
        await using (var server = await TestServer.StartAsync(dataDirectory: _data.FullName))
        {
            typeId = await server.Client.CreateTypeAsync();
            id = await server.Client.CreateMemoryAsync(typeId, title: "Xylotitle", text: "The quixotic cartographer hid the zweihander. Zweihander, I said.");
            await server.Client.GetSynchronizedAsync(id);
            task = (await SearchAsync(server.Client, typeId, "where is the sword of the cartographer")).Id;
            (await server.Client.GetAnswerAsync($"/v1/agent-tasks/{task}")).Text.ShouldContain("zweihander");

            (await server.Client.SendBodyAsync(HttpMethod.Delete, $"/v1/memories/{id}", null)).Status.ShouldBe(HttpStatusCode.NoContent);

            await ShouldBeGoneAsync(server.Client, typeId, id, task);
        }

        var stored = await TestEngine.ReadStoredAsync(_data.FullName);
        stored.ShouldContain(typeId);
        stored.ShouldNotContain("zweihander");
        stored.ShouldNotContain("Xylotitle");

        await using var again = await TestServer.StartAsync(dataDirectory: _data.FullName);
        await ShouldBeGoneAsync(again.Client, typeId, id, task);
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static async Task ShouldBeGoneAsync(HttpClient client, string typeId, string id, string task)
    {
        (await client.GetAnswerAsync($"/v1/memories/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAnswerAsync("/v1/memories")).Text.ShouldNotContain("zweihander");
        (await client.GetAnswerAsync($"/v1/agent-tasks/{task}")).Text.ShouldNotContain("zweihander");
        (await client.GetAnswerAsync("/v1/agent-tasks")).Text.ShouldNotContain("zweihander");
        Items(await SearchAsync(client, typeId, "where is the sword of the cartographer")).ShouldBeEmpty();
    }

    private static Task<Answer> SearchAsync(HttpClient client, string typeId, string query) =>
        client.SendJsonAsync(
            HttpMethod.Post, "/v1/agent-tasks",
            $$$"""{"taskType":"MEMORY_SEARCH","query":"{{{query}}}","guardRails":{"memoryTypes":[{"memoryTypeId":"{{{typeId}}}"}]}}""");

    private static IEnumerable<string> Items(Answer answer) =>
        answer.Json.GetProperty("successResponse").GetProperty("items").EnumerateArray().Select(item => item.GetProperty("memoryId").GetString()!);
}
