using FencyGrid.Contracts;
using FencyGrid.Contracts.Organizations;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.Organizations;

namespace FencyGrid.Compliance.Store;

/// <summary>Two organizations hold rows of the very same ids; neither ever sees or touches the other's.</summary>
public abstract class IsolationSuite : StoreSuite
{
    private const string MemoryId = "mem_same";
    private const string TaskId = "ata_same";
    private const string EventId = "evt_same";

    [Fact]
    public async Task Every_query_answers_from_its_own_organization()
    {
        await FillAsync(Org);
        await FillAsync(OtherOrg);

        foreach (var organization in (string[])[Org, OtherOrg])
        {
            (await Stores.Memories.FindAsync(organization, MemoryId, CancellationToken.None))!.Title.ShouldBe(organization);
            (await Stores.Memories.FindContentAsync(organization, MemoryId, CancellationToken.None))!.Text.ShouldBe(organization);
            (await Stores.Memories.FindManyAsync(organization, [MemoryId], CancellationToken.None)).ShouldHaveSingleItem().Title.ShouldBe(organization);
            (await Stores.Memories.GetChunksAsync(organization, MemoryId, 1, [1], CancellationToken.None)).ShouldHaveSingleItem().Text.ShouldBe(organization);
            (await Stores.Memories.LoadIndexedAsync(organization, MemoryId, CancellationToken.None))!.Entries.Count.ShouldBe(1);
            (await Stores.Memories.ListAsync(organization, new PageRequest(10), 1000, CancellationToken.None)).Items.Select(item => item.Title).ShouldBe([organization, organization]);
            (await Stores.Memories.ListPendingAsync(organization, null, 10, CancellationToken.None)).ShouldHaveSingleItem();
            (await Stores.Memories.CountShardsAsync(organization, Sample.TypeId, CancellationToken.None))[1].ShouldBe(1);
            (await Stores.MemoryTypes.FindAsync(organization, Sample.TypeId, CancellationToken.None))!.OrganizationId.ShouldBe(organization);
            (await Stores.MemoryTypes.ListAsync(organization, new PageRequest(10), CancellationToken.None)).Items.ShouldHaveSingleItem().OrganizationId.ShouldBe(organization);
            (await Stores.MemoryTypes.ListIdsAsync(organization, CancellationToken.None)).ShouldHaveSingleItem();
            (await Stores.AgentTasks.FindAsync(organization, TaskId, CancellationToken.None))!.Results.ShouldHaveSingleItem().Part.ShouldBe(organization);
            (await Stores.AgentTasks.ListAsync(organization, new PageRequest(10), CancellationToken.None)).Items.ShouldHaveSingleItem().Results.ShouldHaveSingleItem().Part.ShouldBe(organization);
            (await Stores.Events.FindAsync(organization, EventId, CancellationToken.None))!.Entity.ShouldBe(organization);
            (await Stores.Events.ListAsync(organization, new PageRequest(10), CancellationToken.None)).Items.ShouldHaveSingleItem().Entity.ShouldBe(organization);
            (await Stores.Organizations.FindAsync(organization, CancellationToken.None))!.Name.ShouldBe(organization);
            (await Stores.Organizations.ListKeysAsync(organization, CancellationToken.None)).ShouldHaveSingleItem().Hash.ShouldBe(organization);
            (await Stores.Organizations.FindKeyAsync(organization, CancellationToken.None))!.OrganizationId.ShouldBe(organization);
            var loaded = new List<IndexedMemory>();
            await foreach (var memory in Stores.Memories.LoadShardAsync(organization, Sample.TypeId, 1, CancellationToken.None))
            {
                loaded.Add(memory);
            }

            loaded.ShouldHaveSingleItem().Entries.Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Nothing_that_one_organization_erases_or_replaces_touches_the_others_rows()
    {
        await FillAsync(Org);
        await FillAsync(OtherOrg);
        var memory = (await Stores.Memories.FindAsync(OtherOrg, MemoryId, CancellationToken.None))!;

        await CommitAsync(new StoreTransaction().Add(new ReplaceChunks(OtherOrg, MemoryId, [])).Add(new EraseMemory(OtherOrg, MemoryId, "{}")).Delete(memory));

        (await Stores.Memories.FindAsync(Org, MemoryId, CancellationToken.None)).ShouldNotBeNull();
        (await Stores.Memories.FindContentAsync(Org, MemoryId, CancellationToken.None)).ShouldNotBeNull();
        (await Stores.Memories.GetChunksAsync(Org, MemoryId, 1, [1], CancellationToken.None)).ShouldHaveSingleItem();
        (await Stores.AgentTasks.FindAsync(Org, TaskId, CancellationToken.None))!.Results.ShouldHaveSingleItem();
        (await Stores.Events.FindAsync(Org, EventId, CancellationToken.None))!.Entity.ShouldBe(Org);
        (await Stores.Memories.FindAsync(OtherOrg, MemoryId, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_key_value_belongs_to_one_organization_only()
    {
        await FillAsync(Org);

        await Should.ThrowAsync<VersionConflictException>(() => CommitAsync(new StoreTransaction().Insert(Key(OtherOrg) with { Hash = Org })));
        (await Stores.Organizations.AnyKeyAsync(CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task There_is_no_key_before_the_first() => (await Stores.Organizations.AnyKeyAsync(CancellationToken.None)).ShouldBeFalse();

    private static ApiKeyRow Key(string organization) =>
        new(organization, "key_same", ApiKeyKind.Secret, "name", "sk_abc", organization, true, Sample.Now, null, null, 1);

    private Task FillAsync(string organization)
    {
        var memory = Sample.Synchronized(Sample.Memory(organization, MemoryId) with { Title = organization }, 1);
        var task = Sample.Task(organization, TaskId);
        return CommitAsync(new StoreTransaction()
            .Insert(new OrganizationRow(organization, organization, Sample.Now, 1))
            .Insert(Key(organization))
            .Insert(memory)
            .Insert(Sample.Memory(organization) with { Title = organization })
            .Insert(Sample.Content(memory, organization))
            .Add(new ReplaceChunks(organization, MemoryId, [Sample.Chunk(memory, 1, organization)]))
            .Insert(task)
            .Insert(Sample.Result(task, 0, MemoryId, organization))
            .Publish(Sample.Event(organization, MemoryId, entity: organization) with { Id = EventId }, EventConsumers.Synchronize));
    }
}
