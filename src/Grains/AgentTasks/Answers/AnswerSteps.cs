using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.AgentTasks.Runs;

namespace FencyGrid.Grains.AgentTasks.Answers;

/// <summary>The steps that lead to an answer, each told to the client before it is taken and after, and all that is seen noted as evidence.</summary>
internal sealed class AnswerSteps(MemoryLibrary.Shelf shelf, TaskProgress progress)
{
    private int _number;

    public Evidence Evidence { get; } = new();

    public async Task<IReadOnlyList<ReadMemory>> FindAsync(string query, int limit, CancellationToken cancellationToken)
    {
        var step = NextStep();
        await progress.PublishAsync($"find-{step}", new FindMemoriesProgress(query), cancellationToken);
        var found = await shelf.FindAsync(query, limit, cancellationToken);
        foreach (var memory in found)
        {
            Evidence.Add(memory);
        }

        await progress.PublishAsync(
            $"found-{step}", new FoundMemoriesProgress([.. found.Select(memory => new MemoryReference(memory.Id, memory.Title))]), cancellationToken);
        return found;
    }

    public async Task<IReadOnlyList<MemorySearchHit>> SearchAsync(string query, IReadOnlyList<string>? memoryIds, int chunkLimit, CancellationToken cancellationToken)
    {
        var id = $"search-{NextStep()}";
        var named = memoryIds is null ? null : Evidence.All.Where(source => memoryIds.Contains(source.MemoryId)).Select(source => new MemoryReference(source.MemoryId, source.MemoryTitle)).ToArray();
        await progress.PublishAsync(id, new SearchChunksProgress(query, named, Items: null), cancellationToken);
        var hits = await shelf.SearchAsync(query, memoryIds, chunkLimit, cancellationToken);
        foreach (var hit in hits)
        {
            Evidence.Add(hit);
        }

        await progress.PublishAsync(id, new SearchChunksProgress(query, named, hits), cancellationToken);
        return hits;
    }

    public async Task<ReadMemory?> ReadAsync(string memoryId, int fromChunk, CancellationToken cancellationToken)
    {
        var memory = await shelf.ReadAsync(memoryId, fromChunk, cancellationToken);
        if (memory is not null)
        {
            Evidence.Add(memory);
        }

        return memory;
    }

    public async Task<IReadOnlyList<AnswerSource>> CiteAsync(string text, CancellationToken cancellationToken)
    {
        await progress.PublishAsync("find-sources", new FindSourcesProgress(), cancellationToken);
        var sources = Evidence.CitedBy(text);
        await progress.PublishAsync("sources", new FoundSourcesProgress(sources), cancellationToken);
        return sources;
    }

    public Task ThinkAsync(int round, CancellationToken cancellationToken) => progress.PublishAsync($"thinking-{round}", new ThinkingProgress(), cancellationToken);

    private int NextStep() => ++_number;
}
