using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using FencyGrid.Silo.Faults.Histories;

namespace FencyGrid.Silo.Faults.Load;

/// <summary>
/// Calls at a steady rate, whatever becomes of those before (an open loop: a server that stalls does not get less to do), mixed of writes, reads
/// and searches of memories and trees through all front ends. Every answer is held against what was acknowledged.
/// </summary>
public sealed partial class Workload(FrontEnds frontEnds, Stopwatch clock, double perSecond, int seed, Violations violations)
{
    private const int Trees = 60;
    private const int PageSize = 1000;

    private readonly Random _random = new(seed);
    private readonly ConcurrentQueue<MemoryHistory> _memories = new();
    private readonly ConcurrentBag<MemoryHistory> _free = [];
    private readonly TreeHistory[] _trees = [.. Enumerable.Range(0, Trees).Select(number => new TreeHistory($"user{number}"))];
    private readonly ConcurrentDictionary<long, Task> _running = [];
    private int _words;
    private string _typeId = "";

    public IReadOnlyCollection<MemoryHistory> Memories => _memories;

    public IReadOnlyList<TreeHistory> TreeHistories => _trees;

    public TaskHistory Tasks { get; } = new();

    /// <summary>Searches that did not show an acknowledged text, although they waited for the index for less than they may.</summary>
    public int MissedSearches => _missedSearches;

    private int _missedSearches;

    public async Task PrepareAsync(string webhookUrl)
    {
        _typeId = await CreatedAsync("/v1/memory-types", new { name = "Faults" });
        await CreatedAsync("/v1/webhooks", new { url = webhookUrl, secret = "a secret of the fault tests", eventTypes = (string[])["memory.created", "memory.updated", "memory.deleted"] });
    }

    /// <summary>Goes on until it is cancelled, and returns when the last call was answered.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var start = clock.Elapsed;
        for (long number = 0; !cancellationToken.IsCancellationRequested; number++)
        {
            var due = start + TimeSpan.FromSeconds(number / perSecond);
            if (due - clock.Elapsed is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            var key = number;
            var call = OneAsync(due);
            _running[key] = call;
            _ = call.ContinueWith(_ => _running.TryRemove(key, out var _), TaskScheduler.Default);
        }

        await Task.WhenAll(_running.Values);
    }

    private Task OneAsync(TimeSpan due) => _random.Next(100) switch
    {
        < 20 => CreateAsync(due),
        < 32 => WithMemoryAsync(memory => ChangeAsync(memory, due), due),
        < 36 => WithMemoryAsync(memory => DeleteAsync(memory, due), due),
        < 56 => WithMemoryAsync(memory => ReadAsync(memory, due), due),
        < 62 => WithMemoryAsync(memory => SearchAsync(memory, due), due),
        < 82 => AddAsync(_trees[_random.Next(Trees)], due),
        _ => ListAsync(_trees[_random.Next(Trees)], due),
    };

    private async Task CreateAsync(TimeSpan due)
    {
        var word = $"word{Interlocked.Increment(ref _words)}x{seed}";
        var title = "Version 0";
        var result = await frontEnds.SendAsync(
            "create", HttpMethod.Post, "/v1/memories",
            JsonSerializer.Serialize(new { memoryTypeId = _typeId, sourceType = "TEXT", title, text = $"This one says {word} and no more." }), due);
        if (result.Outcome is CallOutcome.Done)
        {
            var memory = new MemoryHistory(result.Id, word, title);
            _memories.Enqueue(memory);
            _free.Add(memory);
        }
        else if (result.Outcome is CallOutcome.Refused)
        {
            violations.Add($"A create was refused with {result.Status}: {result.Text}");
        }
    }

    /// <summary>With a memory that no other call is about; creates one where there is none.</summary>
    private async Task WithMemoryAsync(Func<MemoryHistory, Task> call, TimeSpan due)
    {
        if (!_free.TryTake(out var memory))
        {
            await CreateAsync(due);
            return;
        }

        await call(memory);
        _free.Add(memory);
    }

    private async Task ChangeAsync(MemoryHistory memory, TimeSpan due)
    {
        if (!memory.IsThere || memory.IsInDoubt)
        {
            await ReadAsync(memory, due);
            return;
        }

        var title = $"Version {memory.AcknowledgedChanges}";
        memory.Changed(await frontEnds.SendAsync("change", HttpMethod.Patch, $"/v1/memories/{memory.Id}", JsonSerializer.Serialize(new { title }), due), title, violations);
    }

    private async Task DeleteAsync(MemoryHistory memory, TimeSpan due)
    {
        if (!memory.IsThere || memory.IsInDoubt)
        {
            await ReadAsync(memory, due);
            return;
        }

        memory.Deleted(await frontEnds.SendAsync("delete", HttpMethod.Delete, $"/v1/memories/{memory.Id}", null, due), violations);
    }

    private async Task ReadAsync(MemoryHistory memory, TimeSpan due) =>
        memory.Read(await frontEnds.SendAsync("read", HttpMethod.Get, $"/v1/memories/{memory.Id}", null, due), violations);

    private async Task SearchAsync(MemoryHistory memory, TimeSpan due)
    {
        var result = await frontEnds.SendAsync("search", HttpMethod.Post, "/v1/agent-tasks", Query(memory), due);
        Tasks.Created(result, violations);

        // A search waits for the index for 5 s and then goes on without what is missing.
        if (memory.IsThere && result.Outcome is CallOutcome.Done && result.Took < TimeSpan.FromSeconds(4.5) && TaskHistory.HasEnded(result) && !Found(result, memory))
        {
            Interlocked.Increment(ref _missedSearches);
        }
    }

    private async Task AddAsync(TreeHistory tree, TimeSpan due)
    {
        var text = tree.Next();
        tree.Added(
            await frontEnds.SendAsync(
                "add to a tree", HttpMethod.Post, "/v1/memories/add/",
                JsonSerializer.Serialize(new { infer = false, user_id = tree.User, messages = new[] { new { role = "user", content = text } } }), due),
            text, violations);
    }

    private async Task<CallResult> ListAsync(TreeHistory tree, TimeSpan due, int? only = null)
    {
        var expected = tree.Expect();
        var result = await frontEnds.SendAsync("list a tree", HttpMethod.Post, "/v1/memories/", JsonSerializer.Serialize(new { filters = new { user_id = tree.User }, page_size = PageSize }), due, only);
        tree.Read(result, expected, violations);
        return result;
    }

    private string Query(MemoryHistory memory) => JsonSerializer.Serialize(new
    {
        taskType = "MEMORY_SEARCH",
        query = memory.Word,
        chunkLimit = 10,
        guardRails = new { memoryTypes = new[] { new { memoryTypeId = _typeId } } },
    });

    private static bool Found(CallResult result, MemoryHistory memory) =>
        result.Json.GetProperty("successResponse") is { ValueKind: JsonValueKind.Object } response
        && response.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("memoryId").GetString() == memory.Id);

    private async Task<string> CreatedAsync(string path, object body)
    {
        var result = await frontEnds.SendAsync("prepare", HttpMethod.Post, path, JsonSerializer.Serialize(body));
        return result.Outcome is CallOutcome.Done ? result.Id : throw new InvalidOperationException($"POST {path} was answered {result.Status}: {result.Text}");
    }
}
