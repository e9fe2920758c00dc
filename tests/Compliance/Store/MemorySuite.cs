using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories;

namespace FencyGrid.Compliance.Store;

public abstract class MemorySuite : StoreSuite
{
    [Fact]
    public async Task Replacing_chunks_leaves_only_the_new_ones()
    {
        var memory = Sample.Memory(Org);
        var newer = memory with { ContentVersion = 2 };
        await CommitAsync(new StoreTransaction().Add(new ReplaceChunks(Org, memory.Id, [Sample.Chunk(memory, 1), Sample.Chunk(memory, 2), Sample.Chunk(memory, 3)])));

        await CommitAsync(new StoreTransaction().Add(new ReplaceChunks(Org, memory.Id, [Sample.Chunk(newer, 1, "new")])));

        (await Stores.Memories.GetChunksAsync(Org, memory.Id, 1, [1, 2, 3], CancellationToken.None)).ShouldBeEmpty();
        var chunk = (await Stores.Memories.GetChunksAsync(Org, memory.Id, 2, [1, 2, 3], CancellationToken.None)).ShouldHaveSingleItem();
        chunk.ShouldBe(Sample.Chunk(newer, 1, "new") with { IndexEntry = chunk.IndexEntry });
    }

    [Fact]
    public async Task Chunks_of_several_memories_are_read_at_once_and_no_others()
    {
        var one = Sample.Memory(Org);
        var other = Sample.Memory(Org);
        var updated = Sample.Memory(Org) with { ContentVersion = 2 };
        foreach (var memory in (MemoryRow[])[one, other, updated])
        {
            await CommitAsync(new StoreTransaction().Add(new ReplaceChunks(Org, memory.Id, [.. Enumerable.Range(1, 5).Select(number => Sample.Chunk(memory, number, $"{memory.Id} {number}"))])));
        }

        HashSet<ChunkPlace> wanted = [new(one.Id, 1, 2), new(one.Id, 1, 3), new(other.Id, 1, 2), new(other.Id, 1, 3), new(updated.Id, 2, 5)];
        var read = await Stores.Memories.GetChunksAsync(Org, wanted.Append(new(updated.Id, 1, 4)).Append(new(one.Id, 1, 9)).ToHashSet(), CancellationToken.None);

        read.Select(chunk => new ChunkPlace(chunk.MemoryId, chunk.ContentVersion, chunk.Number)).ShouldBe(wanted, ignoreOrder: true);
        read.ShouldAllBe(chunk => chunk.Text == $"{chunk.MemoryId} {chunk.Number}");
        (await Stores.Memories.GetChunksAsync(OtherOrg, wanted, CancellationToken.None)).ShouldBeEmpty();
        (await Stores.Memories.GetChunksAsync(Org, new HashSet<ChunkPlace>(), CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Chunks_are_read_by_number_in_order()
    {
        var memory = Sample.Memory(Org);
        await CommitAsync(new StoreTransaction().Add(new ReplaceChunks(Org, memory.Id, [.. Enumerable.Range(1, 1500).Select(number => Sample.Chunk(memory, number))])));

        var some = await Stores.Memories.GetChunksAsync(Org, memory.Id, 1, [9, 1600, 3, 0, 9], CancellationToken.None);
        var all = await Stores.Memories.GetChunksAsync(Org, memory.Id, 1, [.. Enumerable.Range(1, 1500).Reverse()], CancellationToken.None);

        some.Select(chunk => chunk.Number).ShouldBe([3, 9]);
        all.Select(chunk => chunk.Number).ShouldBe(Enumerable.Range(1, 1500));
        (await Stores.Memories.GetChunksAsync(Org, memory.Id, 1, [], CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_memories_are_found_by_their_ids()
    {
        var rows = Enumerable.Range(0, 1200).Select(_ => Sample.Memory(Org)).ToArray();
        var transaction = new StoreTransaction();
        Array.ForEach(rows, row => transaction.Insert(row));
        await CommitAsync(transaction);

        var found = await Stores.Memories.FindManyAsync(Org, [.. rows.Select(row => row.Id), "mem_unknown"], CancellationToken.None);

        found.ShouldBe(rows, ignoreOrder: true);
        (await Stores.Memories.FindManyAsync(Org, [], CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Memories_whose_event_the_synchronize_consumer_is_not_done_with_are_pending_oldest_first()
    {
        await CommitAsync(new StoreTransaction().Insert(Sample.MemoryType(Org, "mty_2")));
        var newer = Sample.Synchronized(Sample.Memory(Org), 1) with { CreatedAt = Sample.Now.AddHours(2) };
        var older = Sample.Memory(Org) with { CreatedAt = Sample.Now.AddHours(1), TypeId = "mty_2" };
        var url = Sample.Memory(Org) with { SourceType = SourceType.Url };
        var done = Sample.Memory(Org);
        var doneEvent = MemoryEvents.Created(done);
        await CommitAsync(new StoreTransaction().Insert(newer).Insert(older).Insert(url).Insert(done)
            .Publish(MemoryEvents.Created(newer), EventConsumers.Synchronize)
            .Publish(MemoryEvents.Created(older), EventConsumers.Synchronize)
            .Publish(MemoryEvents.Created(url), EventConsumers.Synchronize)
            .Publish(doneEvent, EventConsumers.Synchronize, "another"));
        await CommitAsync(new StoreTransaction().Acknowledge(Org, EventConsumers.Synchronize, doneEvent.Id));

        (await Stores.Memories.ListPendingAsync(Org, null, 10, CancellationToken.None)).ShouldBe([
            new PendingMemory(older.Id, "mty_2", IsSynchronized: false, Shard: null, older.Version),
            new PendingMemory(newer.Id, Sample.TypeId, IsSynchronized: true, newer.Shard, newer.Version)]);
        (await Stores.Memories.ListPendingAsync(Org, null, 1, CancellationToken.None)).ShouldHaveSingleItem().MemoryId.ShouldBe(older.Id);
        (await Stores.Memories.ListPendingAsync(Org, [Sample.TypeId], 10, CancellationToken.None)).ShouldHaveSingleItem().MemoryId.ShouldBe(newer.Id);
        (await Stores.Memories.ListPendingAsync(Org, [], 10, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_shard_loads_its_synchronized_memories_with_their_entries_in_order()
    {
        var first = Sample.Synchronized(Sample.Memory(Org), 12);
        var second = Sample.Synchronized(Sample.Memory(Org) with { CreatedAt = Sample.Now.AddHours(-1), ContentVersion = 3 }, 1);
        var empty = Sample.Synchronized(Sample.Memory(Org) with { CreatedAt = Sample.Now.AddHours(1) }, 0);
        await CommitAsync(new StoreTransaction()
            .Insert(first).Add(new ReplaceChunks(Org, first.Id, [.. Enumerable.Range(1, 12).Reverse().Select(number => Sample.Chunk(first, number))]))
            .Insert(second).Add(new ReplaceChunks(Org, second.Id, [Sample.Chunk(second, 1)]))
            .Insert(empty)
            .Insert(Sample.Synchronized(Sample.Memory(Org), 5, shard: 2))
            .Insert(Sample.Memory(Org) with { Shard = 1 }));

        var loaded = new List<IndexedMemory>();
        await foreach (var memory in Stores.Memories.LoadShardAsync(Org, Sample.TypeId, 1, CancellationToken.None))
        {
            loaded.Add(memory);
        }

        loaded.Select(memory => (memory.MemoryId, memory.ContentVersion)).ShouldBe([(second.Id, 3), (first.Id, 1), (empty.Id, 1)]);
        loaded[1].Metadata.ShouldBe(first.Metadata);
        loaded[1].Entries.Select(entry => (int)entry[0]).ShouldBe(Enumerable.Range(1, 12));
        loaded[2].Entries.ShouldBeEmpty();
        (await Stores.Memories.CountShardsAsync(Org, Sample.TypeId, CancellationToken.None)).ShouldBe(new Dictionary<int, long> { [1] = 13, [2] = 5 }, ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_indexed_of_a_memory_is_its_synchronized_content_or_nothing()
    {
        var memory = Sample.Memory(Org);
        await CommitAsync(new StoreTransaction().Insert(memory));
        (await Stores.Memories.LoadIndexedAsync(Org, memory.Id, CancellationToken.None)).ShouldBeNull();

        await CommitAsync(new StoreTransaction().Update(Sample.Synchronized(memory, 1)).Add(new ReplaceChunks(Org, memory.Id, [Sample.Chunk(memory, 1)])));
        var edited = Sample.Synchronized(memory, 1) with { Version = 2, ContentVersion = 2, ContentStatus = ContentStatus.Synchronizing };
        await CommitAsync(new StoreTransaction().Update(edited));

        var indexed = await Stores.Memories.LoadIndexedAsync(Org, memory.Id, CancellationToken.None);
        indexed!.ContentVersion.ShouldBe(1);
        indexed.Entries.ShouldHaveSingleItem();
        (await Stores.Memories.LoadIndexedAsync(Org, "mem_unknown", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Erasing_a_memory_removes_its_words_everywhere_and_nobody_elses()
    {
        var memory = Sample.Synchronized(Sample.Memory(Org), 1);
        var other = Sample.Synchronized(Sample.Memory(Org), 1);
        var answered = Sample.Task(Org);
        var unrelated = Sample.Task(Org);
        var created = Sample.Event(Org, memory.Id, entity: """{"title":"secret"}""");
        var othersEvent = Sample.Event(Org, other.Id, entity: """{"title":"other"}""");
        await CommitAsync(new StoreTransaction()
            .Insert(memory).Insert(Sample.Content(memory, "text")).Add(new ReplaceChunks(Org, memory.Id, [Sample.Chunk(memory, 1)]))
            .Insert(other).Insert(Sample.Content(other, "text")).Add(new ReplaceChunks(Org, other.Id, [Sample.Chunk(other, 1)]))
            .Insert(answered)
            .Insert(Sample.Result(answered, 0, memory.Id, "passage"))
            .Insert(Sample.Result(answered, 1, other.Id, "passage"))
            .Insert(Sample.Result(answered, 2, null, "answer from both"))
            .Insert(unrelated)
            .Insert(Sample.Result(unrelated, 0, other.Id, "passage"))
            .Insert(Sample.Result(unrelated, 1, null, "answer from the other"))
            .Publish(created, EventConsumers.Synchronize, EventConsumers.Webhooks)
            .Publish(othersEvent, EventConsumers.Synchronize));
        var deleted = Sample.Event(Org, memory.Id, "memory.deleted");

        await CommitAsync(new StoreTransaction().Add(new EraseMemory(Org, memory.Id, """{"id":"scrubbed"}""")).Delete(memory).Publish(deleted, EventConsumers.Webhooks));

        (await Stores.Memories.FindAsync(Org, memory.Id, CancellationToken.None)).ShouldBeNull();
        (await Stores.Memories.FindContentAsync(Org, memory.Id, CancellationToken.None)).ShouldBeNull();
        (await Stores.Memories.GetChunksAsync(Org, memory.Id, 1, [1], CancellationToken.None)).ShouldBeEmpty();
        (await Stores.Events.FindAsync(Org, created.Id, CancellationToken.None)).ShouldBe(created with { Entity = """{"id":"scrubbed"}""" });
        (await Stores.Outbox.ReadAsync(EventConsumers.Synchronize, 0, 10, CancellationToken.None)).ShouldHaveSingleItem().Event.ShouldBe(othersEvent);
        (await Stores.Outbox.ReadAsync(EventConsumers.Webhooks, 0, 10, CancellationToken.None)).Select(entry => entry.Event.Id).ShouldBe([created.Id, deleted.Id]);
        (await Stores.AgentTasks.FindAsync(Org, answered.Id, CancellationToken.None))!.Results.ShouldHaveSingleItem().MemoryId.ShouldBe(other.Id);
        (await Stores.AgentTasks.FindAsync(Org, unrelated.Id, CancellationToken.None))!.Results.Count.ShouldBe(2);
        (await Stores.Memories.FindContentAsync(Org, other.Id, CancellationToken.None)).ShouldNotBeNull();
        (await Stores.Memories.GetChunksAsync(Org, other.Id, 1, [1], CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_passage_of_a_memory_that_was_deleted_meanwhile_cannot_be_stored()
    {
        var memory = Sample.Synchronized(Sample.Memory(Org), 1);
        var task = Sample.Task(Org);
        await CommitAsync(new StoreTransaction().Insert(memory).Insert(task));
        await CommitAsync(new StoreTransaction().Add(new EraseMemory(Org, memory.Id, "{}")).Delete(memory));

        await Should.ThrowAsync<MissingReferenceException>(() => CommitAsync(new StoreTransaction().Insert(Sample.Result(task, 0, memory.Id, "passage"))));
    }
}
