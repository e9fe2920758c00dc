using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories;

namespace FencyGrid.Compliance.Store;

public abstract class CommitSuite : StoreSuite
{
    [Fact]
    public async Task What_was_committed_is_read_back_as_it_was_given()
    {
        var row = Sample.Memory(Org) with
        {
            SourceType = SourceType.Url,
            Url = "https://example.org/",
            FailureReason = "gone",
            ContentStatus = ContentStatus.Failed,
            Shard = 7,
            ChunkCount = 3,
            CreatedAt = Sample.Now.AddDays(-40000),
            UpdatedAt = Sample.Now.ToOffset(TimeSpan.FromHours(5)),
        };

        await CommitAsync(new StoreTransaction().Insert(row));

        var read = await Stores.Memories.FindAsync(Org, row.Id, CancellationToken.None);
        read.ShouldBe(row);
        read!.UpdatedAt.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_commit_outlives_the_store()
    {
        var row = Sample.Memory(Org);
        await CommitAsync(new StoreTransaction().Insert(row).Insert(Sample.Content(row, "kept")));

        await Stores.ReopenAsync();

        (await Stores.Memories.FindAsync(Org, row.Id, CancellationToken.None)).ShouldBe(row);
        (await Stores.Memories.FindContentAsync(Org, row.Id, CancellationToken.None))!.Text.ShouldBe("kept");
    }

    [Fact]
    public async Task A_transaction_that_fails_at_its_end_leaves_nothing()
    {
        var existing = Sample.Memory(Org);
        await CommitAsync(new StoreTransaction().Insert(existing));
        var row = Sample.Memory(Org);
        var gridEvent = Sample.Event(Org, row.Id);

        await Should.ThrowAsync<VersionConflictException>(() => CommitAsync(
            new StoreTransaction().Insert(row).Publish(gridEvent, EventConsumers.Synchronize).Insert(existing)));

        (await Stores.Memories.FindAsync(Org, row.Id, CancellationToken.None)).ShouldBeNull();
        (await Stores.Events.FindAsync(Org, gridEvent.Id, CancellationToken.None)).ShouldBeNull();
        (await Stores.Outbox.ReadAsync(EventConsumers.Synchronize, 0, 10, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_update_raises_the_version_and_a_second_one_from_the_same_version_conflicts()
    {
        var row = Sample.Memory(Org);
        await CommitAsync(new StoreTransaction().Insert(row));

        await CommitAsync(new StoreTransaction().Update(row with { Title = "First" }));
        await Should.ThrowAsync<VersionConflictException>(() => CommitAsync(new StoreTransaction().Update(row with { Title = "Second" })));

        (await Stores.Memories.FindAsync(Org, row.Id, CancellationToken.None)).ShouldBe(row with { Title = "First", Version = 2 });
    }

    [Fact]
    public async Task An_update_of_a_row_that_does_not_exist_conflicts() =>
        await Should.ThrowAsync<VersionConflictException>(() => CommitAsync(new StoreTransaction().Update(Sample.Memory(Org))));

    [Fact]
    public async Task A_delete_from_an_old_version_conflicts_and_one_from_the_present_version_deletes()
    {
        var row = Sample.Memory(Org);
        await CommitAsync(new StoreTransaction().Insert(row));
        await CommitAsync(new StoreTransaction().Update(row));

        await Should.ThrowAsync<VersionConflictException>(() => CommitAsync(new StoreTransaction().Delete(row)));
        await CommitAsync(new StoreTransaction().Delete(row with { Version = 2 }));

        (await Stores.Memories.FindAsync(Org, row.Id, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_row_without_versions_is_deleted_whether_it_exists_or_not()
    {
        var memory = Sample.Memory(Org);
        var content = Sample.Content(memory, "text");
        await CommitAsync(new StoreTransaction().Insert(content));

        await CommitAsync(new StoreTransaction().Delete(content));
        await CommitAsync(new StoreTransaction().Delete(content));

        (await Stores.Memories.FindContentAsync(Org, memory.Id, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task An_upsert_inserts_and_overwrites()
    {
        var memory = Sample.Memory(Org);

        await CommitAsync(new StoreTransaction().Upsert(Sample.Content(memory, "old")));
        await CommitAsync(new StoreTransaction().Upsert(new MemoryContentRow(Org, memory.Id, 2, "new")));

        (await Stores.Memories.FindContentAsync(Org, memory.Id, CancellationToken.None)).ShouldBe(new MemoryContentRow(Org, memory.Id, 2, "new"));
    }

    [Fact]
    public async Task A_reference_to_nothing_is_refused()
    {
        var row = Sample.Memory(Org) with { TypeId = "mty_unknown" };

        await Should.ThrowAsync<MissingReferenceException>(() => CommitAsync(new StoreTransaction().Insert(row)));

        (await Stores.Memories.FindAsync(Org, row.Id, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_reference_to_another_organizations_row_is_refused()
    {
        await CommitAsync(new StoreTransaction().Insert(Sample.MemoryType(OtherOrg, "mty_theirs")));

        await Should.ThrowAsync<MissingReferenceException>(() => CommitAsync(new StoreTransaction().Insert(Sample.Memory(Org) with { TypeId = "mty_theirs" })));
    }

    [Fact]
    public async Task A_memory_type_is_not_deleted_under_its_memories()
    {
        await CommitAsync(new StoreTransaction().Insert(Sample.Memory(Org)));

        await Should.ThrowAsync<MissingReferenceException>(() => CommitAsync(new StoreTransaction().Delete(Sample.MemoryType(Org))));

        (await Stores.MemoryTypes.FindAsync(Org, Sample.TypeId, CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_transaction_that_was_cancelled_before_it_began_is_dropped()
    {
        var row = Sample.Memory(Org);

        await Should.ThrowAsync<OperationCanceledException>(() => Stores.Store.CommitAsync(new StoreTransaction().Insert(row), new CancellationToken(canceled: true)));

        (await Stores.Memories.FindAsync(Org, row.Id, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task An_empty_transaction_commits()
    {
        await CommitAsync(new StoreTransaction());

        (await Stores.MemoryTypes.ListIdsAsync(Org, CancellationToken.None)).ShouldBe([Sample.TypeId]);
    }
}
