using Dapper;
using FencyGrid.Compliance.Store;
using FencyGrid.Contracts.Organizations;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Organizations;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Reads;
using Npgsql;

namespace FencyGrid.Storage.Tests.Postgres;

/// <summary>What row-level security holds even where a query's own conditions do not.</summary>
public sealed class PostgresWallTests : IAsyncLifetime
{
    private const string Org = "org_a";
    private const string OtherOrg = "org_b";

    private PostgresUnderTest? _store;

    private PostgresUnderTest Stores => _store!;

    public async Task InitializeAsync()
    {
        _store = (PostgresUnderTest)await PostgresUnderTest.OpenAsync<PostgresWallTests>();
        foreach (var organization in (string[])[Org, OtherOrg])
        {
            var memory = Sample.Memory(organization, "mem_same");
            await Stores.Store.CommitAsync(
                new StoreTransaction()
                    .Insert(Sample.MemoryType(organization))
                    .Insert(memory)
                    .Insert(Sample.Content(memory, organization))
                    .Insert(new ApiKeyRow(organization, "key_same", ApiKeyKind.Secret, "name", "sk_abc", organization, true, Sample.Now, null, null, 1))
                    .Publish(Sample.Event(organization, memory.Id), EventConsumers.Synchronize),
                CancellationToken.None);
        }
    }

    public async Task DisposeAsync() => await Stores.DisposeAsync();

    [Fact]
    public async Task Every_table_with_an_organization_is_behind_the_wall_also_for_its_owner()
    {
        await using var connection = new NpgsqlConnection(Stores.ConnectionString);
        var tables = (await connection.QueryAsync<(string Name, bool IsWalled)>(
            """
            SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id' WHERE c.relkind = 'r'
            """)).ToArray();

        tables.Where(table => !table.IsWalled).ShouldBeEmpty();
        Tables.All.Select(table => table.Name).Append("outbox").Except(tables.Select(table => table.Name)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_query_that_forgets_to_filter_sees_its_own_organization_only()
    {
        var reader = Stores.Get<StoreReader>();

        foreach (var table in (string[])["memories", "memory_types", "memory_contents", "api_keys", "events", "outbox"])
        {
            var rows = await reader.ListAsync(
                $"SELECT organization_id FROM {table} WHERE @organizationId <> ''", new { organizationId = OtherOrg }, row => row.GetString(0), CancellationToken.None);
            rows.ShouldBe([OtherOrg], table);
        }
    }

    [Fact]
    public async Task Without_an_organization_nothing_is_seen_or_written()
    {
        await using var connection = new NpgsqlConnection(Stores.ConnectionString);

        foreach (var table in Tables.All)
        {
            (await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table.Name}")).ShouldBe(0, table.Name);
        }

        (await connection.ExecuteAsync("DELETE FROM memory_contents")).ShouldBe(0);
        (await connection.ExecuteAsync("UPDATE memories SET title = 'changed'")).ShouldBe(0);
        (await Stores.Memories.FindAsync(Org, "mem_same", CancellationToken.None))!.Title.ShouldNotBe("changed");
    }

    [Fact]
    public async Task A_row_of_another_organization_cannot_be_written()
    {
        await using var connection = new NpgsqlConnection(Stores.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync($"SELECT set_config('fencygrid.organization', '{Org}', true)");

        var refusal = await Should.ThrowAsync<PostgresException>(() =>
            connection.ExecuteAsync($"INSERT INTO organizations (organization_id, name, created_at, version) VALUES ('{OtherOrg}', 'theirs', 0, 1)"));

        refusal.MessageText.ShouldContain("row-level security");
    }

    [Fact]
    public async Task A_query_across_organizations_reads_the_tables_it_names_and_writes_none()
    {
        var across = Stores.Get<StoreReader>().Across("api_keys");

        (await across.ListAsync("SELECT organization_id FROM api_keys ORDER BY 1", new { }, row => row.GetString(0), CancellationToken.None)).ShouldBe([Org, OtherOrg]);
        (await across.ListAsync("SELECT organization_id FROM memories", new { }, row => row.GetString(0), CancellationToken.None)).ShouldBeEmpty();
        (await across.ListAsync("DELETE FROM api_keys RETURNING organization_id", new { }, row => row.GetString(0), CancellationToken.None)).ShouldBeEmpty();
        (await Stores.Organizations.FindKeyAsync(Org, CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_organization_of_a_transaction_does_not_stay_on_its_connection()
    {
        await using var store = new PostgresUnderTest(Stores.ConnectionString, options => options.ConnectionString += ";Maximum Pool Size=1");
        await store.Store.CommitAsync(new StoreTransaction().Insert(Sample.Memory(Org)), CancellationToken.None);
        (await store.MemoryTypes.ListIdsAsync(Org, CancellationToken.None)).ShouldNotBeEmpty();

        (await store.Get<StoreReader>().Across().ListAsync("SELECT id FROM memories", new { }, row => row.GetString(0), CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_query_that_names_no_organization_is_refused_before_it_is_sent() =>
        (await Should.ThrowAsync<InvalidOperationException>(() =>
            Stores.Get<StoreReader>().ListAsync("SELECT id FROM memories", new { }, row => row.GetString(0), CancellationToken.None))).Message.ShouldContain("Across");
}
