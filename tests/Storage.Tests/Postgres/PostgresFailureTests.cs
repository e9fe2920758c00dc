using Dapper;
using FencyGrid.Compliance.Postgres;
using FencyGrid.Compliance.Store;
using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories;
using Npgsql;

namespace FencyGrid.Storage.Tests.Postgres;

public sealed class PostgresFailureTests
{
    private const string Org = "org_a";
    private const string Alive = "EXISTS (SELECT 1 FROM settings WHERE name = 'alive')";

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_found_to_have_taken_place()
    {
        await using var proxy = await ProxyAsync();
        await using var store = Through(proxy);
        await CommitAsync(store, new StoreTransaction().Insert(Sample.MemoryType(Org)));
        var memory = Sample.Memory(Org);

        proxy.Proxy.CutBeforeAnswers();
        await CommitAsync(store, new StoreTransaction().Insert(memory));

        (await store.Memories.FindAsync(Org, memory.Id, CancellationToken.None)).ShouldBe(memory);
        await CommitAsync(store, new StoreTransaction().Update(memory with { Title = "The lane goes on" }));
    }

    [Fact]
    public async Task A_commit_that_was_said_not_to_have_taken_place_does_not_when_it_arrives_late()
    {
        await using var proxy = await ProxyAsync();
        await using var store = Through(proxy);
        await CommitAsync(store, new StoreTransaction().Insert(Sample.MemoryType(Org)));
        var memory = Sample.Memory(Org);

        proxy.Proxy.CutBeforeRequests();
        await Should.ThrowAsync<RetryableException>(() => CommitAsync(store, new StoreTransaction().Insert(memory)));
        (await proxy.Proxy.DeliverAsync()).ShouldContain("division by zero");

        (await store.Memories.FindAsync(Org, memory.Id, CancellationToken.None)).ShouldBeNull();
        await CommitAsync(store, new StoreTransaction().Insert(memory));
        (await store.Memories.FindAsync(Org, memory.Id, CancellationToken.None)).ShouldBe(memory);
    }

    [Fact]
    public async Task A_commit_whose_connection_is_ended_while_it_waits_was_not_written()
    {
        var database = await PostgresUnderTest.EmptyDatabaseAsync<PostgresFailureTests>();
        await using var store = new PostgresUnderTest(database);
        var memory = Sample.Memory(Org);
        await CommitAsync(store, new StoreTransaction().Insert(Sample.MemoryType(Org)).Insert(memory));
        Task waiting;
        await using (var other = new NpgsqlConnection(database))
        {
            await other.OpenAsync();
            await using var holding = await other.BeginTransactionAsync();
            await other.ExecuteAsync("SELECT set_config('fencygrid.organization', @Org, true); UPDATE memories SET title = 'held' WHERE id = @Id", new { Org, memory.Id });
            waiting = CommitAsync(store, new StoreTransaction().Update(memory with { Title = "changed" }));
            while (await other.ExecuteScalarAsync<int>(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == 0)
            {
                await Task.Yield();
            }
        }

        await Should.ThrowAsync<RetryableException>(() => waiting);
        (await store.Memories.FindAsync(Org, memory.Id, CancellationToken.None)).ShouldBe(memory);
        await CommitAsync(store, new StoreTransaction().Update(memory with { Title = "changed" }));
    }

    [Fact]
    public async Task A_lane_whose_marker_was_taken_away_is_replaced()
    {
        var database = await PostgresUnderTest.EmptyDatabaseAsync<PostgresFailureTests>();
        await using var store = new PostgresUnderTest(database);
        await CommitAsync(store, new StoreTransaction().Insert(Sample.MemoryType(Org)));
        await using var connection = new NpgsqlConnection(database);
        (await connection.ExecuteAsync("DELETE FROM commit_markers")).ShouldBeGreaterThan(0);
        var memory = Sample.Memory(Org);

        await CommitAsync(store, new StoreTransaction().Insert(memory));

        (await store.Memories.FindAsync(Org, memory.Id, CancellationToken.None)).ShouldBe(memory);
    }

    [Fact]
    public async Task When_all_connections_are_in_use_the_next_read_is_refused_as_retryable()
    {
        await using var store = new PostgresUnderTest(
            await PostgresUnderTest.EmptyDatabaseAsync<PostgresFailureTests>(), options => options.ConnectionString += ";Maximum Pool Size=1;Timeout=1");
        await CommitAsync(
            store, new StoreTransaction().Insert(Sample.MemoryType(Org)).Insert(Sample.Synchronized(Sample.Memory(Org), 0)).Insert(Sample.Synchronized(Sample.Memory(Org), 0)));

        await using (var reading = store.Memories.LoadShardAsync(Org, Sample.TypeId, 1, CancellationToken.None).GetAsyncEnumerator())
        {
            await reading.MoveNextAsync();
            var refusal = await Should.ThrowAsync<RetryableException>(() => store.MemoryTypes.ListIdsAsync(Org, CancellationToken.None));
            refusal.Message.ShouldContain("Maximum Pool Size");
        }

        (await store.MemoryTypes.ListIdsAsync(Org, CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Closing_the_store_finishes_what_it_accepted_and_refuses_more()
    {
        await using var store = new PostgresUnderTest(await PostgresUnderTest.EmptyDatabaseAsync<PostgresFailureTests>());
        await CommitAsync(store, new StoreTransaction().Insert(Sample.MemoryType(Org)));
        var rows = Enumerable.Range(0, 200).Select(_ => Sample.Memory(Org)).ToArray();
        var commits = rows.Select(row => CommitAsync(store, new StoreTransaction().Insert(row))).ToArray();
        var port = store.Store;

        await store.CloseAsync();

        await Task.WhenAll(commits);
        await Should.ThrowAsync<RetryableException>(() => port.CommitAsync(new StoreTransaction().Insert(Sample.Memory(Org)), CancellationToken.None));
        await store.ReopenAsync();
        (await store.Memories.FindManyAsync(Org, [.. rows.Select(row => row.Id)], CancellationToken.None)).Count.ShouldBe(200);
    }

    [Fact]
    public async Task A_commit_whose_condition_does_not_hold_writes_nothing_and_may_be_repeated_elsewhere()
    {
        var database = await PostgresUnderTest.EmptyDatabaseAsync<PostgresFailureTests>();
        await using var store = new PostgresUnderTest(database, options => options.CommitCondition = () => Alive);
        await SetAliveAsync(database, false);
        var type = Sample.MemoryType(Org);

        var refusal = await Should.ThrowAsync<RetryableException>(() => CommitAsync(store, new StoreTransaction().Insert(type)));

        refusal.Message.ShouldContain("taken over");
        (await store.MemoryTypes.ListIdsAsync(Org, CancellationToken.None)).ShouldBeEmpty();
        await SetAliveAsync(database, true);
        await CommitAsync(store, new StoreTransaction().Insert(type));
        (await store.MemoryTypes.ListIdsAsync(Org, CancellationToken.None)).ShouldBe([type.Id]);
    }

    [Fact]
    public async Task A_condition_that_ends_while_a_commit_waits_keeps_it_from_taking_place()
    {
        var database = await PostgresUnderTest.EmptyDatabaseAsync<PostgresFailureTests>();
        await using var store = new PostgresUnderTest(database, options => options.CommitCondition = () => Alive);
        await SetAliveAsync(database, true);
        var memory = Sample.Memory(Org);
        await CommitAsync(store, new StoreTransaction().Insert(Sample.MemoryType(Org)).Insert(memory));
        Task waiting;
        await using (var other = new NpgsqlConnection(database))
        {
            await other.OpenAsync();
            await using var holding = await other.BeginTransactionAsync();
            await other.ExecuteAsync("SELECT set_config('fencygrid.organization', @Org, true)", new { Org });
            await other.ExecuteAsync("SELECT 1 FROM memories WHERE id = @Id FOR UPDATE", new { memory.Id });
            waiting = CommitAsync(store, new StoreTransaction().Update(memory with { Title = "changed" }));
            while (await other.ExecuteScalarAsync<int>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == 0)
            {
                await Task.Yield();
            }

            await SetAliveAsync(database, false);
            await holding.RollbackAsync();
        }

        await Should.ThrowAsync<RetryableException>(() => waiting);
        (await store.Memories.FindAsync(Org, memory.Id, CancellationToken.None)).ShouldBe(memory);
    }

    [Fact]
    public async Task A_memory_is_deleted_while_a_task_stores_what_it_quotes_of_it_and_the_quote_goes_with_it()
    {
        var database = await PostgresUnderTest.EmptyDatabaseAsync<PostgresFailureTests>();
        await using var store = new PostgresUnderTest(database);
        var (memory, task) = (Sample.Memory(Org), Sample.Task(Org));
        await CommitAsync(store, new StoreTransaction().Insert(Sample.MemoryType(Org)).Insert(memory).Insert(task));
        await using var other = new NpgsqlConnection(database);
        await other.OpenAsync();
        await using var quoting = await other.BeginTransactionAsync();
        await other.ExecuteAsync("SELECT set_config('fencygrid.organization', @Org, true)", new { Org });
        await other.ExecuteAsync("INSERT INTO agent_task_results (organization_id, task_id, ordinal, memory_id, part) VALUES (@Org, @Task, 0, @Memory, '{}')", new { Org, Task = task.Id, Memory = memory.Id });

        var deletion = CommitAsync(store, new StoreTransaction().Add(new EraseMemory(Org, memory.Id, "{}")).Delete(memory));
        await using (var watching = new NpgsqlConnection(database))
        {
            await watching.OpenAsync();
            while (await watching.ExecuteScalarAsync<int>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") == 0)
            {
                await Task.Yield();
            }
        }

        await quoting.CommitAsync();

        await deletion;
        (await store.Memories.FindAsync(Org, memory.Id, CancellationToken.None)).ShouldBeNull();
        (await store.AgentTasks.FindAsync(Org, task.Id, CancellationToken.None))!.Results.ShouldBeEmpty();
    }

    private static Task SetAliveAsync(string database, bool isAlive) => PostgresServer.ExecuteAsync(
        database, isAlive ? "INSERT INTO settings (name, value) VALUES ('alive', '') ON CONFLICT DO NOTHING" : "DELETE FROM settings WHERE name = 'alive'");

    private static async Task<ProxiedDatabase> ProxyAsync()
    {
        var database = new NpgsqlConnectionStringBuilder(await PostgresUnderTest.EmptyDatabaseAsync<PostgresFailureTests>());
        var proxy = new CuttingProxy(database.Port);
        return new ProxiedDatabase(proxy, new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = "127.0.0.1", Port = proxy.Port }.ConnectionString);
    }

    private static PostgresUnderTest Through(ProxiedDatabase proxied) => new(proxied.ConnectionString, options => options.Writers = 1);

    private static Task CommitAsync(PostgresUnderTest store, StoreTransaction transaction) => store.Store.CommitAsync(transaction, CancellationToken.None);

    private sealed record ProxiedDatabase(CuttingProxy Proxy, string ConnectionString) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Proxy.DisposeAsync();
    }
}
