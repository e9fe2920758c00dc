using System.Collections.Concurrent;
using Dapper;
using FencyGrid.Compliance.Store;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Events;
using Npgsql;

namespace FencyGrid.Storage.Tests.Postgres;

public sealed class PostgresOutboxOrderTests
{
    private const string Org = "org_a";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_event_that_commits_after_a_later_one_is_not_skipped()
    {
        await using var store = new PostgresUnderTest(await PostgresUnderTest.EmptyDatabaseAsync<PostgresOutboxOrderTests>());
        var early = Sample.Event(Org, "mem_1");
        var late = Sample.Event(Org, "mem_2");
        await using var connection = new NpgsqlConnection(store.ConnectionString);
        await connection.OpenAsync();
        await using var slow = await connection.BeginTransactionAsync();
        await PublishAsync(connection, early);

        // Has the higher position, and is visible first.
        await store.Store.CommitAsync(new StoreTransaction().Publish(late, EventConsumers.Synchronize), CancellationToken.None);
        var reading = store.Outbox.ReadAsync(EventConsumers.Synchronize, 0, 10, CancellationToken.None);
        await slow.CommitAsync();

        (await reading).Select(entry => entry.Event.Id).ShouldBe([early.Id, late.Id]);
    }

    [Fact]
    public async Task A_reader_that_goes_on_from_its_last_position_gets_every_event_of_many_writers()
    {
        await using var store = new PostgresUnderTest(await PostgresUnderTest.EmptyDatabaseAsync<PostgresOutboxOrderTests>());
        var events = Enumerable.Range(0, 1000).Select(i => Sample.Event(Org, $"mem_{i}")).ToArray();
        var writing = Parallel.ForEachAsync(
            events, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (gridEvent, token) => await store.Store.CommitAsync(new StoreTransaction().Publish(gridEvent, EventConsumers.Synchronize), token));

        var read = new List<OutboxEntry>();
        using var deadline = new CancellationTokenSource(Patience);
        while (read.Count < events.Length)
        {
            read.AddRange(await store.Outbox.ReadAsync(EventConsumers.Synchronize, read.Count == 0 ? 0 : read[^1].Position, 50, deadline.Token));
        }

        await writing;
        read.Select(entry => entry.Event.Id).ShouldBe(events.Select(gridEvent => gridEvent.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task Readers_of_parts_get_together_every_event_of_many_writers_and_each_once()
    {
        const int Parts = 4;
        await using var store = new PostgresUnderTest(await PostgresUnderTest.EmptyDatabaseAsync<PostgresOutboxOrderTests>());
        var outbox = (IPartitionedOutbox)store.Outbox;
        var events = Enumerable.Range(0, 1000).Select(i => Sample.Event(Org, $"mem_{i}")).ToArray();
        var writing = Parallel.ForEachAsync(
            events, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (gridEvent, token) => await store.Store.CommitAsync(new StoreTransaction().Publish(gridEvent, EventConsumers.Synchronize), token));

        var read = new ConcurrentBag<string>();
        using var deadline = new CancellationTokenSource(Patience);
        await Task.WhenAll(Enumerable.Range(0, Parts).Select(part => Task.Run(async () =>
        {
            for (var last = 0L; read.Count < events.Length;)
            {
                var page = await outbox.ReadAsync(EventConsumers.Synchronize, part, Parts, last, 50, deadline.Token);
                last = page.Count == 0 ? last : page[^1].Position;
                foreach (var entry in page)
                {
                    read.Add(entry.Event.Id);
                }
            }
        })));

        await writing;
        read.ShouldBe(events.Select(gridEvent => gridEvent.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task Readers_of_parts_who_ask_together_each_get_their_own_next_events_however_many_wait()
    {
        const int Parts = 4;
        string[] consumers = [EventConsumers.Synchronize, EventConsumers.Consolidate];
        await using var store = new PostgresUnderTest(await PostgresUnderTest.EmptyDatabaseAsync<PostgresOutboxOrderTests>());
        var outbox = (IPartitionedOutbox)store.Outbox;
        foreach (var number in Enumerable.Range(0, 100))
        {
            await store.Store.CommitAsync(new StoreTransaction().Publish(Sample.Event(Org, $"mem_{number}"), consumers), CancellationToken.None);
        }

        var readers = consumers.SelectMany(consumer => Enumerable.Range(0, Parts).Select(part => (Consumer: consumer, Part: part))).ToArray();
        var all = new List<IReadOnlyList<OutboxEntry>>();
        foreach (var reader in readers)
        {
            all.Add(await outbox.ReadAsync(reader.Consumer, reader.Part, Parts, 0, 1000, CancellationToken.None));
        }

        // Each is at another place, the first has the most before it, and the last is through.
        var places = all.Select((entries, reader) => reader * entries.Count / (readers.Length - 1)).ToArray();
        var pages = await Task.WhenAll(readers.Select((reader, i) => Task.Run(() => outbox.ReadAsync(
            reader.Consumer, reader.Part, Parts, places[i] == 0 ? 0 : all[i][places[i] - 1].Position, 5, CancellationToken.None))));

        all.Sum(entries => entries.Count).ShouldBe(200);
        pages.Select(Ids).ShouldBe(all.Select((entries, i) => Ids([.. entries.Skip(places[i]).Take(5)])));
    }

    [Fact]
    public async Task An_event_that_commits_when_readers_of_parts_have_stopped_waiting_for_it_is_found_by_the_next_look()
    {
        await using var store = new PostgresUnderTest(await PostgresUnderTest.EmptyDatabaseAsync<PostgresOutboxOrderTests>());
        var outbox = (IPartitionedOutbox)store.Outbox;
        var hung = Sample.Event(Org, "mem_1");
        await using var connection = new NpgsqlConnection(store.ConnectionString);
        await connection.OpenAsync();
        await using var slow = await connection.BeginTransactionAsync();
        await PublishAsync(connection, hung);
        (await outbox.ReadAsync(EventConsumers.Synchronize, 0, 1, 0, 10, CancellationToken.None)).ShouldBeEmpty();

        await slow.CommitAsync();

        (await outbox.ReadAsync(EventConsumers.Synchronize, 0, 1, 0, 10, CancellationToken.None)).ShouldHaveSingleItem().Event.Id.ShouldBe(hung.Id);
    }

    [Fact]
    public async Task A_publication_of_another_server_ends_a_wait()
    {
        var database = await PostgresUnderTest.EmptyDatabaseAsync<PostgresOutboxOrderTests>();
        await using var waits = new PostgresUnderTest(database);
        await using var publishes = new PostgresUnderTest(database);
        var waiting = waits.Outbox.WaitForPublishedAsync(Timeout.InfiniteTimeSpan, CancellationToken.None);

        await publishes.Store.CommitAsync(new StoreTransaction().Publish(Sample.Event(Org, "mem_1"), EventConsumers.Synchronize), CancellationToken.None);

        await waiting.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_page_token_of_one_server_is_valid_on_another()
    {
        var database = await PostgresUnderTest.EmptyDatabaseAsync<PostgresOutboxOrderTests>();
        await using var one = new PostgresUnderTest(database);
        await using var other = new PostgresUnderTest(database);
        await one.Store.CommitAsync(new StoreTransaction().Insert(Sample.MemoryType(Org, "mty_1")).Insert(Sample.MemoryType(Org, "mty_2")), CancellationToken.None);

        var first = await one.MemoryTypes.ListAsync(Org, new(1), CancellationToken.None);
        var second = await other.MemoryTypes.ListAsync(Org, new(1, NextPageToken: first.NextPageToken), CancellationToken.None);

        second.Items.Concat(first.Items).Select(type => type.Id).ShouldBe(["mty_1", "mty_2"], ignoreOrder: true);
    }

    private static string Ids(IReadOnlyList<OutboxEntry> entries) => string.Join(' ', entries.Select(entry => entry.Event.Id));

    private static Task<int> PublishAsync(NpgsqlConnection connection, GridEvent gridEvent) => connection.ExecuteAsync(
        """
        SELECT set_config('fencygrid.organization', @OrganizationId, true);
        INSERT INTO events (organization_id, id, type, subject, subject_version, created_at, entity) VALUES (@OrganizationId, @Id, 'memory.created', @Subject, 1, 0, '{}');
        INSERT INTO outbox (organization_id, event_id, consumer) VALUES (@OrganizationId, @Id, 'synchronize');
        """,
        new { gridEvent.OrganizationId, gridEvent.Id, gridEvent.Subject });
}
