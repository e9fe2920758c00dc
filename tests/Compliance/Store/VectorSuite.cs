using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories;

namespace FencyGrid.Compliance.Store;

/// <summary>What an embedding model made of texts: beside the texts, and gone with them.</summary>
public abstract class VectorSuite : StoreSuite
{
    private const string Model = "things#3";

    private IVectorQueries Vectors => Stores.Get<IVectorQueries>();

    [Fact]
    public async Task Vectors_of_a_memorys_chunks_load_with_its_shard_and_outlive_the_process()
    {
        var (mine, elsewhere, foreign) = (await StoreAsync(Org), await StoreAsync(Org, shard: 2), await StoreAsync(OtherOrg));
        await PutAsync(mine, Model, 1, 2);
        await PutAsync(mine, "another", 1);
        await PutAsync(elsewhere, Model, 1);
        await PutAsync(foreign, Model, 1);
        await Stores.ReopenAsync();

        var rows = await ShardAsync(Org);

        rows.Select(row => (row.OwnerId, row.ItemId, row.Model)).ShouldBe([(mine.Id, "1", Model), (mine.Id, "2", Model), (mine.Id, "1", "another")], ignoreOrder: true);
        rows.ShouldAllBe(row => row.OrganizationId == Org);
        rows.Single(row => row.ItemId == "2").Vector.ShouldBe(Bytes(2));
        (await OwnAsync(mine)).Count.ShouldBe(3);
        (await ShardAsync(OtherOrg)).ShouldHaveSingleItem().OwnerId.ShouldBe(foreign.Id);
    }

    [Fact]
    public async Task A_later_vector_of_a_chunk_takes_the_earlier_ones_place()
    {
        var memory = await StoreAsync(Org);
        await PutAsync(memory, Model, 1);

        await CommitAsync(new StoreTransaction().Add(new PutChunkVectors(Org, memory.Id, memory.Version, Model, [new ChunkVector(1, Bytes(7)), new ChunkVector(2, [])])));

        (await OwnAsync(memory)).OrderBy(row => row.ItemId, StringComparer.Ordinal).Select(row => row.Vector).ShouldBe([Bytes(7), []]);
    }

    [Fact]
    public async Task Vectors_of_a_memory_that_was_changed_or_deleted_meanwhile_are_not_kept()
    {
        var (changed, deleted) = (await StoreAsync(Org), await StoreAsync(Org));
        await CommitAsync(new StoreTransaction().Update(changed with { Title = "Another title" }).Add(new EraseMemory(Org, deleted.Id, "{}")).Delete(deleted));

        await PutAsync(changed, Model, 1);
        await PutAsync(deleted, Model, 1);
        await CommitAsync(new StoreTransaction().Add(new PutChunkVectors(OtherOrg, changed.Id, changed.Version + 1, Model, [new ChunkVector(1, Bytes(1))])));

        (await OwnAsync(changed)).ShouldBeEmpty();
        (await OwnAsync(deleted)).ShouldBeEmpty();
        (await ShardAsync(OtherOrg)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Vectors_go_with_the_chunks_they_were_made_of()
    {
        var (replaced, erased, other, foreign) = (await StoreAsync(Org), await StoreAsync(Org), await StoreAsync(Org), await StoreAsync(OtherOrg, id: "mem_same"));
        foreach (var memory in (MemoryRow[])[replaced, erased, other, foreign])
        {
            await PutAsync(memory, Model, 1, 2);
        }

        await CommitAsync(new StoreTransaction()
            .Add(new ReplaceChunks(Org, replaced.Id, [Sample.Chunk(replaced, 1)])).Update(replaced)
            .Add(new EraseMemory(Org, erased.Id, "{}")).Delete(erased));

        (await ShardAsync(Org)).Select(row => row.OwnerId).Distinct().ShouldBe([other.Id]);
        (await OwnAsync(replaced)).ShouldBeEmpty();
        (await OwnAsync(erased)).ShouldBeEmpty();
        (await OwnAsync(foreign)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Of_a_delete_and_vectors_that_are_written_at_the_same_time_no_vector_is_left()
    {
        var memories = new List<MemoryRow>();
        for (var i = 0; i < 40; i++)
        {
            memories.Add(await StoreAsync(Org));
        }

        await Task.WhenAll(memories.SelectMany(memory => (Task[])[
            PutAsync(memory, Model, 1, 2),
            CommitAsync(new StoreTransaction().Add(new EraseMemory(Org, memory.Id, "{}")).Delete(memory))]));

        foreach (var memory in memories)
        {
            (await OwnAsync(memory)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_models_vectors_go_from_one_shard_and_no_other()
    {
        var (mine, elsewhere, foreign) = (await StoreAsync(Org), await StoreAsync(Org, shard: 2), await StoreAsync(OtherOrg));
        foreach (var memory in (MemoryRow[])[mine, elsewhere, foreign])
        {
            await PutAsync(memory, Model, 1);
            await PutAsync(memory, "earlier", 1);
        }

        await CommitAsync(new StoreTransaction().Add(new EraseShardVectors(Org, Sample.TypeId, 1, "earlier")));

        (await OwnAsync(mine)).ShouldHaveSingleItem().Model.ShouldBe(Model);
        (await OwnAsync(elsewhere)).Count.ShouldBe(2);
        (await OwnAsync(foreign)).Count.ShouldBe(2);
    }

    private static byte[] Bytes(int number) => VectorRow.Write([number, 0.5f, -0.25f]);

    private async Task<MemoryRow> StoreAsync(string organization, int shard = 1, string? id = null)
    {
        var memory = Sample.Synchronized(Sample.Memory(organization, id), 2, shard);
        await CommitAsync(new StoreTransaction().Insert(memory).Add(new ReplaceChunks(organization, memory.Id, [Sample.Chunk(memory, 1), Sample.Chunk(memory, 2)])));
        return memory;
    }

    private Task PutAsync(MemoryRow memory, string model, params int[] numbers) => CommitAsync(new StoreTransaction().Add(
        new PutChunkVectors(memory.OrganizationId, memory.Id, memory.Version, model, [.. numbers.Select(number => new ChunkVector(number, Bytes(number)))])));

    private async Task<List<VectorRow>> ShardAsync(string organization) => await Vectors.LoadShardAsync(organization, Sample.TypeId, 1, default).ToListAsync();

    private async Task<List<VectorRow>> OwnAsync(MemoryRow memory) => await Vectors.LoadAsync(memory.OrganizationId, memory.Id, default).ToListAsync();
}
