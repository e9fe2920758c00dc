using System.Text;
using FencyGrid.Compliance.Store;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories;

namespace FencyGrid.Storage.Tests.Sqlite;

/// <summary>Looks for deleted words in the bytes of the files.</summary>
public sealed class SqliteErasureTests : IAsyncDisposable
{
    private const string Org = "org_a";

    // Every text that a test stores is made of words with this in them; nothing else is.
    private const string Mark = "Zq7xWv";

    private readonly SqliteUnderTest _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task After_a_delete_and_a_checkpoint_no_file_holds_a_word_of_it()
    {
        await CommitAsync(new StoreTransaction().Insert(Sample.MemoryType(Org)));
        var memories = new List<MemoryRow>();
        for (var i = 0; i < 60; i++)
        {
            memories.Add(await StoreAsync(i));
        }

        (await _store.Maintenance.CheckpointAsync(CancellationToken.None)).ShouldBeTrue();
        Occurrences().ShouldBeGreaterThan(0);

        // In an order that splits, merges and empties pages.
        foreach (var memory in memories.OrderBy(memory => memory.Id[^8..], StringComparer.Ordinal))
        {
            await CommitAsync(new StoreTransaction().Add(new EraseMemory(Org, memory.Id, "{}")).Delete(memory));
        }

        (await _store.Maintenance.CheckpointAsync(CancellationToken.None)).ShouldBeTrue();
        Occurrences().ShouldBe(0);
    }

    [Fact]
    public async Task Of_a_text_that_was_replaced_no_word_is_left()
    {
        var memory = Sample.Synchronized(Sample.Memory(Org), 1);
        await CommitAsync(new StoreTransaction()
            .Insert(Sample.MemoryType(Org))
            .Insert(memory)
            .Insert(Sample.Content(memory, Words(10_000)))
            .Add(new ReplaceChunks(Org, memory.Id, [Sample.Chunk(memory, 1, Words(2000)), Sample.Chunk(memory, 2, Words(2000))]))
            .Add(new PutChunkVectors(Org, memory.Id, memory.Version, "model", [new ChunkVector(1, Encoding.UTF8.GetBytes(Words(6000)))])));

        await CommitAsync(new StoreTransaction().Upsert(Sample.Content(memory, "plain")).Add(new ReplaceChunks(Org, memory.Id, [Sample.Chunk(memory, 1)])));

        (await _store.Maintenance.CheckpointAsync(CancellationToken.None)).ShouldBeTrue();
        Occurrences().ShouldBe(0);
    }

    [Fact]
    public async Task The_log_is_emptied_by_itself_soon_after_a_delete()
    {
        await CommitAsync(new StoreTransaction().Insert(Sample.MemoryType(Org)));
        var memory = await StoreAsync(1);
        await CommitAsync(new StoreTransaction().Add(new EraseMemory(Org, memory.Id, "{}")).Delete(memory));

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Occurrences() > 0)
        {
            await Task.Delay(20, deadline.Token);
        }

        new FileInfo(_store.DatabasePath + "-wal").Length.ShouldBe(0);
    }

    [Fact]
    public async Task A_store_that_was_closed_holds_no_word_of_what_was_deleted()
    {
        await CommitAsync(new StoreTransaction().Insert(Sample.MemoryType(Org)));
        var memory = await StoreAsync(1);
        await CommitAsync(new StoreTransaction().Add(new EraseMemory(Org, memory.Id, "{}")).Delete(memory));

        await _store.CloseAsync();

        Occurrences().ShouldBe(0);
    }

    private async Task<MemoryRow> StoreAsync(int seed)
    {
        var random = new Random(seed);
        var memory = Sample.Synchronized(Sample.Memory(Org) with { Title = $"{Mark} title {seed}", Metadata = $$"""{"word":"{{Mark}}"}""" }, 20);
        var task = Sample.Task(Org);
        await CommitAsync(new StoreTransaction()
            .Insert(memory)
            .Insert(Sample.Content(memory, Words(random.Next(10, 40_000))))
            .Add(new ReplaceChunks(Org, memory.Id, [.. Enumerable.Range(1, 20).Select(number =>
                Sample.Chunk(memory, number, Words(random.Next(10, 3000))) with { Heading = Words(30), IndexEntry = Encoding.UTF8.GetBytes(Words(random.Next(10, 1500))) })]))
            .Add(new PutChunkVectors(Org, memory.Id, memory.Version, "model", [.. Enumerable.Range(1, 20).Select(number => new ChunkVector(number, Encoding.UTF8.GetBytes(Words(6000))))]))
            .Insert(task)
            .Insert(Sample.Result(task, 0, memory.Id, Words(500)))
            .Insert(Sample.Result(task, 1, null, Words(500)))
            .Publish(Sample.Event(Org, memory.Id, entity: $$"""{"title":"event {{Mark}}"}"""), EventConsumers.Synchronize));
        return memory;
    }

    private static string Words(int length) => string.Concat(Enumerable.Repeat($"{Mark} ", (length / (Mark.Length + 1)) + 1));

    private Task CommitAsync(StoreTransaction transaction) => _store.Store.CommitAsync(transaction, CancellationToken.None);

    private int Occurrences()
    {
        var count = 0;
        var mark = Encoding.UTF8.GetBytes(Mark);
        foreach (var file in Directory.EnumerateFiles(_store.DataDirectory))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            count += copy.ToArray().AsSpan().Count(mark);
        }

        return count;
    }
}
