using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories;
using FsCheck;
using FsCheck.Fluent;

namespace FencyGrid.Compliance.Store;

public abstract class PagingSuite : StoreSuite
{
    [Fact]
    public void Walking_a_list_forwards_and_back_gives_the_sorted_list_whatever_the_times_limit_and_order()
    {
        var cases =
            from times in Gen.ListOf(Gen.Choose(0, 4))
            from limit in Gen.Choose(1, 7)
            from upwards in Gen.Elements(true, false)
            select (Times: times.ToArray(), Limit: limit, Ascending: upwards);

        Prop.ForAll(cases.ToArbitrary(), given => CheckWalkAsync(given.Times, given.Limit, given.Ascending).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public async Task Items_that_come_and_go_between_pages_neither_repeat_nor_hide_others()
    {
        var rows = await InsertAsync(Org, Enumerable.Range(0, 6));
        var first = await ListAsync(Org, new PageRequest(2));
        first.Items.Select(item => item.Id).ShouldBe([rows[5].Id, rows[4].Id]);

        await CommitAsync(new StoreTransaction().Delete(rows[4]).Insert(Sample.Memory(Org) with { CreatedAt = Sample.Now.AddHours(9) }));

        var second = await ListAsync(Org, new PageRequest(2, NextPageToken: first.NextPageToken));
        second.Items.Select(item => item.Id).ShouldBe([rows[3].Id, rows[2].Id]);
    }

    [Fact]
    public async Task A_page_ends_before_its_contents_are_too_long_but_has_one_item()
    {
        var rows = (await InsertAsync(Org, Enumerable.Range(0, 5))).Select(row => Sample.Synchronized(row, 1)).ToArray();
        foreach (var row in rows)
        {
            await CommitAsync(new StoreTransaction().Update(row).Insert(Sample.Content(row, new string('x', 400))));
        }

        var first = await Stores.Memories.ListAsync(Org, new PageRequest(10, Ascending: true), 1000, CancellationToken.None);
        first.Items.Select(item => item.Id).ShouldBe(rows[..2].Select(row => row.Id));
        var second = await Stores.Memories.ListAsync(Org, new PageRequest(10, Ascending: true, NextPageToken: first.NextPageToken), 10, CancellationToken.None);
        second.Items.ShouldHaveSingleItem().Id.ShouldBe(rows[2].Id);
        var back = await Stores.Memories.ListAsync(Org, new PageRequest(10, Ascending: true, PreviousPageToken: second.PreviousPageToken), 10, CancellationToken.None);
        back.Items.ShouldHaveSingleItem().Id.ShouldBe(rows[1].Id);
        back.PreviousPageToken.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_list_shows_content_only_of_what_is_synchronized()
    {
        var waiting = Sample.Memory(Org);
        var done = Sample.Synchronized(Sample.Memory(Org) with { CreatedAt = Sample.Now.AddSeconds(1) }, 4);
        await CommitAsync(new StoreTransaction().Insert(waiting).Insert(Sample.Content(waiting, "waits")).Insert(done).Insert(Sample.Content(done, "done")));

        var items = (await ListAsync(Org, new PageRequest(10))).Items;

        items[0].ShouldBe(new Memory(done.Id, done.CreatedAt, done.UpdatedAt, SourceType.Text, Sample.TypeId, done.Title, "done", 4, ContentStatus.Synchronized, null, done.Metadata));
        items[1].ShouldBe(new Memory(waiting.Id, waiting.CreatedAt, waiting.UpdatedAt, SourceType.Text, Sample.TypeId, waiting.Title, null, null, ContentStatus.Synchronizing, null, waiting.Metadata));
    }

    [Fact]
    public async Task Every_list_pages_in_its_order()
    {
        var types = Enumerable.Range(0, 5).Select(i => Sample.MemoryType(Org, $"mty_p{i}") with { CreatedAt = Sample.Now.AddMinutes(i) }).ToArray();
        var tasks = Enumerable.Range(0, 5).Select(i => Sample.Task(Org) with { CreatedAt = Sample.Now.AddMinutes(i) }).ToArray();
        var events = Enumerable.Range(0, 5).Select(i => Sample.Event(Org, "mem_1") with { CreatedAt = Sample.Now.AddMinutes(i) }).ToArray();
        for (var i = 0; i < 5; i++)
        {
            await CommitAsync(new StoreTransaction().Insert(types[i]).Insert(tasks[i]).Publish(events[i]));
        }

        (await WalkAsync(page => Stores.MemoryTypes.ListAsync(Org, page, CancellationToken.None))).ShouldBe([.. types.Reverse(), Sample.MemoryType(Org)]);
        (await WalkAsync(page => Stores.AgentTasks.ListAsync(Org, page, CancellationToken.None))).Select(task => task.Row).ShouldBe(tasks.Reverse());
        (await WalkAsync(page => Stores.Events.ListAsync(Org, page, CancellationToken.None))).ShouldBe(events.Reverse());
    }

    private static async Task<List<T>> WalkAsync<T>(Func<PageRequest, Task<Page<T>>> list)
    {
        var items = new List<T>();
        var page = await list(new PageRequest(2));
        items.AddRange(page.Items);
        while (page.NextPageToken is not null)
        {
            page = await list(new PageRequest(2, NextPageToken: page.NextPageToken));
            items.AddRange(page.Items);
        }

        return items;
    }

    private async Task CheckWalkAsync(int[] times, int limit, bool ascending)
    {
        var organization = Ids.New(Ids.Organization);
        await CommitAsync(new StoreTransaction().Insert(Sample.MemoryType(organization)));
        var rows = await InsertAsync(organization, times);
        var sorted = rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id, StringComparer.Ordinal).Select(row => row.Id).ToList();
        if (!ascending)
        {
            sorted.Reverse();
        }

        var page = await ListAsync(organization, new PageRequest(limit, ascending));
        page.PreviousPageToken.ShouldBeNull();
        var walked = new List<string>(page.Items.Select(item => item.Id));
        while (page.NextPageToken is not null)
        {
            page.Items.Count.ShouldBe(limit);
            page = await ListAsync(organization, new PageRequest(limit, ascending, NextPageToken: page.NextPageToken));
            walked.AddRange(page.Items.Select(item => item.Id));
        }

        walked.ShouldBe(sorted);
        var back = new List<string>(page.Items.Select(item => item.Id));
        while (page.PreviousPageToken is not null)
        {
            page = await ListAsync(organization, new PageRequest(limit, ascending, PreviousPageToken: page.PreviousPageToken));
            page.NextPageToken.ShouldNotBeNull();
            back.InsertRange(0, page.Items.Select(item => item.Id));
        }

        back.ShouldBe(sorted);
    }

    private async Task<MemoryRow[]> InsertAsync(string organization, IEnumerable<int> times)
    {
        var rows = times.Select(hours => Sample.Memory(organization) with { CreatedAt = Sample.Now.AddHours(hours) }).ToArray();
        var transaction = new StoreTransaction();
        Array.ForEach(rows, row => transaction.Insert(row));
        await CommitAsync(transaction);
        return rows;
    }

    private Task<Page<Memory>> ListAsync(string organization, PageRequest page) => Stores.Memories.ListAsync(organization, page, long.MaxValue, CancellationToken.None);
}
