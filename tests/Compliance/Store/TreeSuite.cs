using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Trees.Rows;

namespace FencyGrid.Compliance.Store;

/// <summary>Memory trees, their shares, and work that is due later.</summary>
public abstract class TreeSuite : StoreSuite
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_tree_loads_its_own_items_in_the_order_of_their_creation()
    {
        var (mine, other) = (Tree("ann"), Tree("ben"));
        await CommitAsync(new StoreTransaction()
            .Insert(mine).Insert(other).Insert(Tree("ann", OtherOrg))
            .Insert(Item("b", mine, 2)).Insert(Item("a", mine, 3)).Insert(Item("c", mine, 1)).Insert(Item("d", other, 0)).Insert(Item("a", Tree("ann", OtherOrg), 0))
            .Insert(new TreeEntryRow(Org, mine.Id, "a", [1, 2])).Insert(new TreeEntryRow(Org, other.Id, "d", [3])));
        await Stores.ReopenAsync();

        (await ListAsync(Stores.Trees.LoadItemsAsync(Org, mine.Id, default))).Select(row => row.Id).ShouldBe(["c", "b", "a"]);
        (await ListAsync(Stores.Trees.LoadEntriesAsync(Org, mine.Id, default))).Single().Entry.ShouldBe([1, 2]);
        (await Stores.Trees.FindTreeAsync(Org, mine.Id, default)).ShouldBe(mine);
    }

    [Fact]
    public async Task The_tree_of_an_item_is_found_by_the_items_id_within_the_organization()
    {
        var tree = Tree("ann");
        await CommitAsync(new StoreTransaction().Insert(tree).Insert(Item("a", tree, 0)).Insert(Item("gone", tree, 1) with { Kind = TreeItemRowKind.Tombstone }));

        (await Stores.Trees.FindTreeOfItemAsync(Org, "a", default)).ShouldBe(tree);
        (await Stores.Trees.FindTreeOfItemAsync(OtherOrg, "a", default)).ShouldBeNull();
        (await Stores.Trees.FindTreeOfItemAsync(Org, "gone", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Trees_are_listed_by_scope_page_by_page()
    {
        TreeRow[] rows = [Tree("ann"), Tree("ben"), Tree("ann", instance: "i2"), Tree(TreeAddress.AgentGlobalUser), Tree("ann", agent: "z"), Tree("ann", OtherOrg)];
        var transaction = new StoreTransaction();
        foreach (var row in rows)
        {
            transaction.Insert(row);
        }

        await CommitAsync(transaction);

        (await UsersAsync(new TreeScope("a"))).ShouldBe(["/*", "/ann", "/ben", "i2/ann"]);
        (await UsersAsync(new TreeScope("a", IncludeAgentGlobal: false))).ShouldBe(["/ann", "/ben", "i2/ann"]);
        (await UsersAsync(new TreeScope("a", UserId: "ann"))).ShouldBe(["/ann", "i2/ann"]);
        (await UsersAsync(new TreeScope("a", "i2", "ann", true))).ShouldBe(["/*", "i2/ann"]);
        (await UsersAsync(new TreeScope(null, UserId: "ann"))).ShouldBe(["/ann", "i2/ann", "/ann"]);
        var first = await Stores.Trees.ListTreesAsync(Org, new TreeScope("a"), null, 2, default);
        (await Stores.Trees.ListTreesAsync(Org, new TreeScope("a"), first[1].Address, 2, default)).Select(row => row.UserId).ShouldBe(["ben", "ann"]);
    }

    [Fact]
    public async Task Erasing_a_tree_takes_its_items_entries_and_shares_and_no_others()
    {
        var (mine, other) = (Tree("ann"), Tree("ben"));
        await CommitAsync(new StoreTransaction()
            .Insert(mine).Insert(other).Insert(Item("a", mine, 0)).Insert(Item("b", other, 0))
            .Insert(new TreeEntryRow(Org, mine.Id, "a", [1])).Insert(Share("claim", "t1", "u1")).Insert(Share("claim", "t2", "u2")));

        await CommitAsync(new StoreTransaction().Add(new EraseTree(Org, mine.Id, "a", "t1")).Delete((IVersionedRow)mine));

        (await ListAsync(Stores.Trees.LoadItemsAsync(Org, mine.Id, default))).ShouldBeEmpty();
        (await ListAsync(Stores.Trees.LoadEntriesAsync(Org, mine.Id, default))).ShouldBeEmpty();
        (await Stores.Trees.FindTreeAsync(Org, mine.Id, default)).ShouldBeNull();
        (await ListAsync(Stores.Trees.LoadItemsAsync(Org, other.Id, default))).ShouldHaveSingleItem();
        (await Stores.Trees.ListSharersAsync(Org, "a", ["claim"], default))["claim"].ShouldBe(["u2"]);
    }

    [Fact]
    public async Task Distinct_users_are_counted_per_claim_and_agent()
    {
        await CommitAsync(new StoreTransaction()
            .Insert(Share("claim", "t1", "u1")).Insert(Share("claim", "t2", "u1")).Insert(Share("claim", "t3", "u2")).Insert(Share("other", "t1", "u1"))
            .Insert(Share("claim", "t4", "u9") with { AgentId = "b" }).Insert(Share("claim", "t5", "u8") with { OrganizationId = OtherOrg }));

        var sharers = await Stores.Trees.ListSharersAsync(Org, "a", ["claim", "none"], default);

        sharers.Keys.ShouldBe(["claim"]);
        sharers["claim"].ShouldBe(["u1", "u2"]);
    }

    [Fact]
    public async Task Of_two_writers_that_read_the_same_tree_one_loses()
    {
        var tree = Tree("ann");
        await CommitAsync(new StoreTransaction().Insert(tree));
        await CommitAsync(new StoreTransaction().Update(tree).Insert(Item("a", tree, 0)));

        await Should.ThrowAsync<VersionConflictException>(CommitAsync(new StoreTransaction().Update(tree).Insert(Item("b", tree, 1))));

        (await ListAsync(Stores.Trees.LoadItemsAsync(Org, tree.Id, default))).Single().Id.ShouldBe("a");
    }

    [Fact]
    public async Task Work_is_due_once_its_time_has_come_and_while_no_lease_runs()
    {
        await CommitAsync(new StoreTransaction()
            .Upsert(ScheduledWorkRow.At(Org, "sort", "late", Now.AddHours(2)))
            .Upsert(ScheduledWorkRow.At(Org, "sort", "second", Now.AddMinutes(-1)))
            .Upsert(ScheduledWorkRow.At(OtherOrg, "sort", "first", Now.AddMinutes(-2), "more"))
            .Upsert(ScheduledWorkRow.At(Org, "other", "of another kind", Now.AddMinutes(-4)))
            .Upsert(ScheduledWorkRow.At(Org, "sort", "leased", Now.AddMinutes(-3)) with { LeasedUntil = Now.AddMinutes(1) }));

        (await DueAsync(Now)).ShouldBe(["first", "second"]);
        (await DueAsync(Now.AddMinutes(1))).ShouldBe(["leased", "first", "second"]);
        (await Stores.Scheduled.ListDueAsync(Now, ["sort", "other"], 1, default)).Single().Kind.ShouldBe("other");
        (await Stores.Scheduled.ListDueAsync(Now, ["sort"], 1, default)).Single().Payload.ShouldBe("more");
        (await Stores.Scheduled.FindAsync(Org, "sort", "first", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Scheduling_again_moves_the_work()
    {
        await CommitAsync(new StoreTransaction().Upsert(ScheduledWorkRow.At(Org, "sort", "one", Now)));
        await CommitAsync(new StoreTransaction().Upsert(ScheduledWorkRow.At(Org, "sort", "one", Now.AddDays(1))));

        (await DueAsync(Now)).ShouldBeEmpty();
        (await DueAsync(Now.AddDays(1))).ShouldBe(["one"]);
    }

    [Fact]
    public async Task Work_that_is_scheduled_again_while_it_runs_outlives_the_end_of_that_run()
    {
        await CommitAsync(new StoreTransaction().Upsert(ScheduledWorkRow.At(Org, "sort", "one", Now)));
        var first = await TakeAsync();
        await CommitAsync(new StoreTransaction().Upsert(ScheduledWorkRow.At(Org, "sort", "one", Now)));
        await TakeAsync();

        await Should.ThrowAsync<VersionConflictException>(CommitAsync(new StoreTransaction().Delete((IVersionedRow)first)));

        (await Stores.Scheduled.FindAsync(Org, "sort", "one", default)).ShouldNotBeNull();
    }

    private async Task<ScheduledWorkRow> TakeAsync()
    {
        var work = (await Stores.Scheduled.FindAsync(Org, "sort", "one", default))!;
        await CommitAsync(new StoreTransaction().Update(work with { LeasedUntil = Now.AddMinutes(1) }));
        return work with { Version = work.Version + 1 };
    }

    private static TreeRow Tree(string user, string organization = Org, string agent = "a", string instance = "") => new(
        organization, TreeId.Of(new TreeAddress(agent, instance, user)), agent, instance, user, "5a17", Now, Now, 1);

    private static TreeItemRow Item(string id, TreeRow tree, int minute) => new(tree.OrganizationId, id, tree.Id, TreeItemRowKind.Fact, Now.AddMinutes(minute), "{}", 1);

    private static WisdomShareRow Share(string claim, string tree, string user) => new(Org, "a", claim, tree, user, Now);

    private async Task<IEnumerable<string>> UsersAsync(TreeScope scope) =>
        (await Stores.Trees.ListTreesAsync(Org, scope, null, 100, default)).Select(row => $"{row.InstanceId}/{row.UserId}");

    private async Task<IEnumerable<string>> DueAsync(DateTimeOffset now) => (await Stores.Scheduled.ListDueAsync(now, ["sort"], 10, default)).Select(work => work.Subject);

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> rows)
    {
        var list = new List<T>();
        await foreach (var row in rows)
        {
            list.Add(row);
        }

        return list;
    }
}
