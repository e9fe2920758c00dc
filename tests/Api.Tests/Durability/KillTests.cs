using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace FencyGrid.Api.Tests.Durability;

/// <summary>Kill -9 of the whole server under load, again and again on the same data.</summary>
public sealed class KillTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("fencygrid-kill-");

    [Fact]
    public async Task What_was_acknowledged_is_there_and_found_after_every_kill_and_what_was_deleted_is_not()
    {
        var kept = new ConcurrentDictionary<string, string>();
        var deleted = new ConcurrentDictionary<string, string>();
        string? typeId = null;
        var random = new Random(7);
        for (var round = 0; round < 5; round++)
        {
            using var server = await ServerProcess.StartAsync(_data.FullName);
            typeId ??= await server.Client.CreateTypeAsync();
            var enough = random.Next(40, 120);
            var acknowledged = 0;
            using var reached = new SemaphoreSlim(0);
            var writers = Enumerable.Range(0, 8).Select(writer => WriteAsync(server.Client, typeId, $"r{round}w{writer}", kept, deleted, () =>
            {
                if (Interlocked.Increment(ref acknowledged) == enough)
                {
                    reached.Release();
                }
            })).ToList();
            await reached.WaitAsync(TimeSpan.FromSeconds(60));
            server.Kill();
            await Task.WhenAll(writers);
        }

        using var last = await ServerProcess.StartAsync(_data.FullName);
        kept.Count.ShouldBeGreaterThan(100);
        foreach (var (id, word) in kept)
        {
            (await last.Client.GetSynchronizedAsync(id)).Json.GetProperty("content").GetString()!.ShouldContain(word);
        }

        foreach (var (id, word) in kept.Take(40))
        {
            (await FoundAsync(last.Client, typeId!, word)).ShouldContain(id);
        }

        foreach (var (id, word) in deleted)
        {
            (await last.Client.GetAnswerAsync($"/v1/memories/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await FoundAsync(last.Client, typeId!, word)).ShouldNotContain(id);
        }
    }

    public void Dispose() => _data.Delete(recursive: true);

    /// <summary>Creates memories, and deletes every fifth, until the server is gone. What is in doubt when it goes is in neither list.</summary>
    private static async Task WriteAsync(
        HttpClient client, string typeId, string name, ConcurrentDictionary<string, string> kept, ConcurrentDictionary<string, string> deleted, Action acknowledge)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                var word = $"word{name}n{number}";
                var answer = await client.SendJsonAsync(
                    HttpMethod.Post, "/v1/memories",
                    JsonSerializer.Serialize(new { memoryTypeId = typeId, sourceType = "TEXT", title = "Numbered", text = $"This one says {word} and no more." }));
                answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
                kept[answer.Id] = word;
                acknowledge();
                if (number % 5 == 4)
                {
                    kept.TryRemove(answer.Id, out _);
                    await client.SendBodyAsync(HttpMethod.Delete, $"/v1/memories/{answer.Id}", null);
                    deleted[answer.Id] = word;
                }
            }
        }
        catch (HttpRequestException)
        {
            // The server was killed.
        }
    }

    private static async Task<IEnumerable<string>> FoundAsync(HttpClient client, string typeId, string query)
    {
        var answer = await client.SendJsonAsync(
            HttpMethod.Post, "/v1/agent-tasks",
            $$$"""{"taskType":"MEMORY_SEARCH","query":"{{{query}}}","guardRails":{"memoryTypes":[{"memoryTypeId":"{{{typeId}}}"}]}}""");
        return answer.Json.GetProperty("successResponse").GetProperty("items").EnumerateArray().Select(item => item.GetProperty("memoryId").GetString()!);
    }
}
