using System.Reflection;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.MemoryTypes;
using FencyGrid.Grains.Search;
using Microsoft.Extensions.Logging.Abstractions;

namespace FencyGrid.Grains.Tests.Search;

/// <summary>A search behind a backlog of texts that are not indexed yet.</summary>
public sealed class PendingSearchTests
{
    private const int Pending = 300;
    private const int AtOnce = 16;

    [Fact]
    public async Task A_backlog_is_synchronized_whole_a_few_at_a_time_although_some_fail()
    {
        var grid = new Grid();
        var search = new MemorySearch(grid, Stub<IMemoryQueries>.Of(Answer), Stub<IMemoryTypeQueries>.Of(Answer), new SearchOptions(), new TextEmbedder(TimeProvider.System, NullLogger<TextEmbedder>.Instance), TimeProvider.System);

        await search.SearchAsync("org_a", new MemorySearchRequest("words", new GuardRails([new MemoryTypeAccess("mty_1", null, null)]), 5, 0, 0), CancellationToken.None);

        grid.Synchronized.ShouldBe(Pending);
        grid.MostAtOnce.ShouldBeInRange(1, AtOnce);
    }

    private static object Answer(MethodInfo method) => method.Name switch
    {
        nameof(IMemoryQueries.ListPendingAsync) => Task.FromResult<IReadOnlyList<PendingMemory>>(
            [.. Enumerable.Range(0, Pending).Select(number => new PendingMemory($"mem_{number}", "mty_1", IsSynchronized: false, Shard: null, 1))]),
        nameof(IMemoryQueries.FindManyAsync) => Task.FromResult<IReadOnlyList<MemoryRow>>([]),
        nameof(IMemoryQueries.GetChunksAsync) => Task.FromResult<IReadOnlyList<ChunkRow>>([]),
        nameof(IMemoryTypeGrain.GetShardsAsync) => Task.FromResult<IReadOnlyList<int>>([]),
        _ => throw new NotSupportedException(method.Name),
    };

    private sealed class Grid : IGrid
    {
        private int _running;
        private int _most;
        private int _synchronized;

        public int MostAtOnce => _most;

        public int Synchronized => _synchronized;

        public TGrain Get<TGrain>(GrainKey key)
            where TGrain : class, IGridGrain =>
            Stub<TGrain>.Of(method => method.Name == nameof(IMemoryGrain.SynchronizeAsync) ? SynchronizeAsync() : Answer(method));

        private async Task SynchronizeAsync()
        {
            var running = Interlocked.Increment(ref _running);
            InterlockedMax(running);
            var number = Interlocked.Increment(ref _synchronized);
            await Task.Delay(1);
            Interlocked.Decrement(ref _running);
            if (number % 10 == 0)
            {
                throw new RetryableException("The database is away.");
            }
        }

        private void InterlockedMax(int running)
        {
            for (var most = _most; running > most;)
            {
                var seen = Interlocked.CompareExchange(ref _most, running, most);
                if (seen == most)
                {
                    return;
                }

                most = seen;
            }
        }
    }
}
