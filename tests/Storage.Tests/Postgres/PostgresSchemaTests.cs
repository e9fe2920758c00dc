using Dapper;
using FencyGrid.Compliance.Postgres;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Postgres;
using FencyGrid.Storage.Schema;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FencyGrid.Storage.Tests.Postgres;

public sealed class PostgresSchemaTests
{
    [Fact]
    public async Task Every_declared_table_has_exactly_its_records_columns_and_key()
    {
        var database = await PostgresDatabases.CreateAsync();
        await using var store = Open(database, SchemaScript.All);
        await using var connection = new NpgsqlConnection(database);

        foreach (var table in Tables.All)
        {
            (await connection.QueryAsync<string>("SELECT column_name FROM information_schema.columns WHERE table_name = @Name", new { table.Name }))
                .ShouldBe(table.Columns.Select(column => column.Name), ignoreOrder: true, table.Name);
            (await connection.QueryAsync<string[]>(
                """
                SELECT (SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest(i.indkey) WITH ORDINALITY k (number, place)
                        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number)
                FROM pg_index i WHERE i.indrelid = @Name::regclass AND i.indisunique
                """,
                new { table.Name })).Select(columns => string.Join(',', columns)).ShouldContain(string.Join(',', table.Key), table.Name);
        }
    }

    [Fact]
    public async Task A_newer_server_adds_its_scripts_changes_rows_of_every_organization_and_walls_new_tables()
    {
        var database = await PostgresDatabases.CreateAsync();
        await using (Open(database, SchemaScript.All))
        {
            await PostgresServer.ExecuteAsync(
                database,
                """
                BEGIN;
                SELECT set_config('fencygrid.organization', 'org_a', true);
                INSERT INTO organizations (organization_id, name, created_at, version) VALUES ('org_a', 'old', 0, 1);
                COMMIT
                """);
        }

        await using var store = Open(database, [.. SchemaScript.All, Next("CREATE TABLE later (organization_id {key} NOT NULL PRIMARY KEY); UPDATE organizations SET name = 'new';")]);

        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        (await connection.QuerySingleAsync<bool>("SELECT relforcerowsecurity FROM pg_class WHERE relname = 'later'")).ShouldBeTrue();
        (await connection.QuerySingleAsync<bool>("SELECT relforcerowsecurity FROM pg_class WHERE relname = 'organizations'")).ShouldBeTrue();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("SELECT set_config('fencygrid.organization', 'org_a', true)");
        (await connection.QuerySingleAsync<string>("SELECT name FROM organizations")).ShouldBe("new");
    }

    [Fact]
    public async Task A_script_that_fails_leaves_the_schema_as_it_was()
    {
        var database = await PostgresDatabases.CreateAsync();
        await using (Open(database, SchemaScript.All))
        {
        }

        Should.Throw<PostgresStartException>(() => Open(database, [.. SchemaScript.All, Next("CREATE TABLE half (id {key}); CREATE TABLE broken (")]));

        await using var store = Open(database, SchemaScript.All);
        await using var connection = new NpgsqlConnection(database);
        (await connection.QuerySingleAsync<bool>("SELECT to_regclass('half') IS NULL")).ShouldBeTrue();
        (await connection.QuerySingleAsync<bool>("SELECT relforcerowsecurity FROM pg_class WHERE relname = 'organizations'")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_database_of_a_newer_server_is_refused_with_advice()
    {
        var database = await PostgresDatabases.CreateAsync();
        await using (Open(database, [.. SchemaScript.All, Next("CREATE TABLE later (id {key});")]))
        {
        }

        Should.Throw<SchemaException>(() => Open(database, SchemaScript.All)).Message.ShouldContain("newer server");
    }

    [Fact]
    public async Task Servers_that_start_at_once_on_an_empty_database_agree_on_schema_and_secret()
    {
        var database = await PostgresDatabases.CreateAsync();
        using var start = new Barrier(6);
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Open(database, SchemaScript.All);
            },
            TaskCreationOptions.LongRunning)));

        await using var connection = new NpgsqlConnection(database);
        (await connection.QuerySingleAsync<long>("SELECT count(*) FROM schema_versions")).ShouldBe(SchemaScript.All.Count);
        (await connection.QuerySingleAsync<long>("SELECT count(*) FROM settings")).ShouldBe(2);
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    private static SchemaScript Next(string text) => new($"{SchemaScript.All.Count + 1:D4}_next.sql", text);

    private static PostgresStore Open(string database, IReadOnlyList<SchemaScript> scripts) =>
        new(new PostgresStoreOptions { ConnectionString = database }, scripts, TimeProvider.System, NullLoggerFactory.Instance);
}
