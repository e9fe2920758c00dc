using Dapper;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Schema;
using FencyGrid.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FencyGrid.Storage.Tests.Sqlite;

public sealed class SqliteSchemaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_declared_table_has_exactly_its_records_columns_and_key()
    {
        await using var store = Open(SchemaScript.All);
        await using var connection = Connect();

        foreach (var table in Tables.All)
        {
            var columns = await connection.QueryAsync<string>($"SELECT name FROM pragma_table_info('{table.Name}')");
            columns.ShouldBe(table.Columns.Select(column => column.Name), ignoreOrder: true, table.Name);
            var unique = await connection.QueryAsync<string>(
                $"SELECT (SELECT group_concat(name) FROM pragma_index_info(l.name)) FROM pragma_index_list('{table.Name}') l WHERE l.\"unique\"");
            unique.ShouldContain(string.Join(',', table.Key), table.Name);
            table.Key[0].ShouldBe("organization_id");
        }
    }

    [Fact]
    public async Task Each_script_is_applied_once_and_remembered()
    {
        await using (Open(SchemaScript.All))
        {
        }

        await using var store = Open(SchemaScript.All);
        await using var connection = Connect();

        (await connection.QueryAsync<AppliedScript>("SELECT version, name, checksum FROM schema_versions ORDER BY version"))
            .ShouldBe(SchemaScript.All.Select(script => new AppliedScript(script.Version, script.Name, script.Checksum)));
    }

    [Fact]
    public async Task A_newer_server_adds_its_scripts_to_an_older_database_and_keeps_the_rows()
    {
        await using (Open(SchemaScript.All))
        {
            await using var before = Connect();
            await before.ExecuteAsync("INSERT INTO settings (name, value) VALUES ('kept', 'yes')");
        }

        await using var store = Open([.. SchemaScript.All, Next("CREATE TABLE later (id {key} NOT NULL PRIMARY KEY);")]);
        await using var connection = Connect();

        (await connection.QuerySingleAsync<long>("SELECT COUNT(*) FROM later")).ShouldBe(0);
        (await connection.QuerySingleAsync<string>("SELECT value FROM settings WHERE name = 'kept'")).ShouldBe("yes");
    }

    [Fact]
    public async Task A_script_that_fails_leaves_the_schema_as_it_was()
    {
        await using (Open(SchemaScript.All))
        {
        }

        Should.Throw<SqliteException>(() => Open([.. SchemaScript.All, Next("CREATE TABLE half (id {key}); CREATE TABLE broken (")]));

        await using var store = Open(SchemaScript.All);
        await using var connection = Connect();
        (await connection.QuerySingleAsync<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'half'")).ShouldBe(0);
    }

    [Fact]
    public async Task A_database_of_a_newer_server_is_refused_with_advice()
    {
        await using (Open([.. SchemaScript.All, Next("CREATE TABLE later (id {key});")]))
        {
        }

        Should.Throw<SchemaException>(() => Open(SchemaScript.All)).Message.ShouldContain("newer server");
    }

    [Fact]
    public async Task A_released_script_that_changed_is_refused_by_name_but_other_line_ends_are_not_a_change()
    {
        await using (Open(SchemaScript.All))
        {
        }

        SchemaScript[] otherEnds = [.. SchemaScript.All.Select(script => script with { Text = script.Text.ReplaceLineEndings("\r\n") })];
        await using (Open(otherEnds))
        {
        }

        SchemaScript[] changed = [SchemaScript.All[0] with { Text = SchemaScript.All[0].Text + "-- changed" }, .. SchemaScript.All.Skip(1)];
        Should.Throw<SchemaException>(() => Open(changed)).Message.ShouldContain(SchemaScript.All[0].Name);
    }

    [Fact]
    public async Task Servers_that_start_at_once_on_an_empty_folder_agree_on_schema_and_secret()
    {
        using var start = new Barrier(8);
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return Open(SchemaScript.All);
            },
            TaskCreationOptions.LongRunning)));

        await using var connection = Connect();
        (await connection.QuerySingleAsync<long>("SELECT COUNT(*) FROM schema_versions")).ShouldBe(SchemaScript.All.Count);
        (await connection.QuerySingleAsync<long>("SELECT COUNT(*) FROM settings")).ShouldBe(2);
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    private static SchemaScript Next(string text) => new($"{SchemaScript.All.Count + 1:D4}_next.sql", text);

    private SqliteStore Open(IReadOnlyList<SchemaScript> scripts) =>
        new(new SqliteStoreOptions { DataDirectory = _folder.Path, BusyTimeout = TimeSpan.FromSeconds(60) }, scripts, TimeProvider.System, NullLogger<SqliteStore>.Instance);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_folder.Path}/fencygrid.db;Pooling=False");
        connection.Open();
        return connection;
    }
}
