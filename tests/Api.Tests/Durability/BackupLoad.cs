using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using FencyGrid.Api.Tests.XTrace;

namespace FencyGrid.Api.Tests.Durability;

/// <summary>Clients that write memories and facts all the time, and delete some, and know what was acknowledged before a moment that the test chooses.</summary>
internal sealed class BackupLoad(TestServer server, string typeId) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _memories = new();
    private readonly ConcurrentDictionary<string, bool> _deleted = new();
    private readonly ConcurrentDictionary<string, bool> _facts = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _writers = [];
    private int _acknowledged;

    /// <summary>How many writes have been acknowledged.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Returns when so many writes were acknowledged.</summary>
    public async Task StartAsync(int writes)
    {
        _writers.AddRange(Enumerable.Range(0, 4).Select(MemoriesAsync));
        _writers.AddRange(Enumerable.Range(0, 2).Select(FactsAsync));
        while (Acknowledged < writes)
        {
            await Task.WhenAny(Task.Delay(10), Task.WhenAny(_writers));
            _writers.Where(writer => writer.IsFaulted).ShouldBeEmpty();
        }
    }

    /// <summary>What a backup that begins now must hold.</summary>
    public Acknowledged Take()
    {
        // Deletes first: what is deleted after this line may be in the backup or not.
        string[] deleted = [.. _deleted.Keys];
        var memories = _memories.ToDictionary();
        return new Acknowledged(memories, deleted, [.. _facts.Keys]);
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_writers);
    }

    /// <summary>The memories that were deleted after a backup began may be in it or not.</summary>
    public bool IsDeleted(string id) => _deleted.ContainsKey(id) || !_memories.ContainsKey(id);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task MemoriesAsync(int writer)
    {
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            var word = $"wordw{writer}n{number}";
            var answer = await server.Client.SendJsonAsync(
                HttpMethod.Post, "/v1/memories",
                JsonSerializer.Serialize(new { memoryTypeId = typeId, sourceType = "TEXT", title = "Numbered", text = $"This one says {word} and no more." }));
            answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
            _memories[answer.Id] = word;
            Interlocked.Increment(ref _acknowledged);
            if (number % 5 == 4)
            {
                // From here it may be gone or not; once it is acknowledged it is gone.
                _memories.TryRemove(answer.Id, out _);
                (await server.Client.SendBodyAsync(HttpMethod.Delete, $"/v1/memories/{answer.Id}", null)).Status.ShouldBe(HttpStatusCode.NoContent);
                _deleted[answer.Id] = true;
                Interlocked.Increment(ref _acknowledged);
            }
        }
    }

    private async Task FactsAsync(int writer)
    {
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            var content = $"Remember the number w{writer}n{number}.";
            await server.Client.RememberAsync($"ann{writer}", content);
            _facts[content] = true;
            Interlocked.Increment(ref _acknowledged);
        }
    }
}

/// <param name="Memories">Ids to the word that only they hold.</param>
internal sealed record Acknowledged(IReadOnlyDictionary<string, string> Memories, IReadOnlyList<string> Deleted, IReadOnlyList<string> Facts)
{
    /// <summary>Asserts that a restored server has it all, finds it, and has nothing of what was deleted.</summary>
    public async Task ShouldBeOnAsync(TestServer restored, string typeId, BackupLoad load)
    {
        foreach (var (id, word) in Memories.Where(memory => !load.IsDeleted(memory.Key)))
        {
            (await restored.Client.GetSynchronizedAsync(id)).Json.GetProperty("content").GetString()!.ShouldContain(word);
        }

        foreach (var (id, word) in Memories.Where(memory => !load.IsDeleted(memory.Key)).TakeLast(20))
        {
            (await FoundAsync(restored, typeId, word)).ShouldContain(id);
        }

        foreach (var id in Deleted)
        {
            (await restored.Client.GetAnswerAsync($"/v1/memories/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        }

        var facts = new List<string>();
        foreach (var user in (string[])["ann0", "ann1"])
        {
            facts.AddRange(await FactsAsync(restored, user));
        }

        Facts.Except(facts).ShouldBeEmpty();
    }

    private static async Task<IEnumerable<string>> FoundAsync(TestServer server, string typeId, string query)
    {
        var answer = await server.Client.SendJsonAsync(
            HttpMethod.Post, "/v1/agent-tasks",
            $$$"""{"taskType":"MEMORY_SEARCH","query":"{{{query}}}","guardRails":{"memoryTypes":[{"memoryTypeId":"{{{typeId}}}"}]}}""");
        return answer.Json.GetProperty("successResponse").GetProperty("items").EnumerateArray().Select(item => item.GetProperty("memoryId").GetString()!);
    }

    private static async Task<IReadOnlyList<string>> FactsAsync(TestServer server, string user)
    {
        var facts = new List<string>();
        for (var page = 1; ; page++)
        {
            var texts = (await server.Client.ListAsync(new { filters = new { user_id = user }, page, page_size = 1000 })).Values("results", "memory");
            facts.AddRange(texts);
            if (texts.Count < 1000)
            {
                return facts;
            }
        }
    }
}
