using FencyGrid.Api.Tests.Durability;
using FencyGrid.Compliance.Postgres;
using Npgsql;

namespace FencyGrid.Api.Tests.Postgres;

/// <summary>A dump that is taken under load holds what was acknowledged before it began, for roles that row-level security does not hold and for the owner, which it does.</summary>
public sealed class PostgresBackupTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fencygrid-dump-");

    [Theory]
    [InlineData("superuser")]
    [InlineData("owner")]
    [InlineData("backup role")]
    public async Task What_was_acknowledged_before_a_dump_under_load_is_there_after_a_restore(string role)
    {
        var database = await PostgresDatabases.CreateAsync();
        await using var server = await StartAsync(database);
        var typeId = await server.Client.CreateTypeAsync();
        using var stranger = await server.CreateStrangerAsync();
        var strangersType = await stranger.CreateTypeAsync();
        await using var load = new BackupLoad(server, typeId);
        await load.StartAsync(300);
        var expected = load.Take();

        var reader = await AsAsync(role, database);
        await BackupScript.RunAsync("backup-postgres", [Dump], Libpq(reader));
        if (role == "backup role")
        {
            await PostgresServer.ExecuteAsync(await PostgresDatabases.AsAdministratorAsync(database), $"DROP ROLE {new NpgsqlConnectionStringBuilder(reader).Username}");
        }

        load.Acknowledged.ShouldBeGreaterThan(expected.Memories.Count + expected.Facts.Count + (2 * expected.Deleted.Count), "the dump was to run under load");
        await load.StopAsync();
        var empty = await PostgresDatabases.CreateAsync();
        await BackupScript.RunAsync("restore-postgres", [Dump], Libpq(empty));
        await using var restored = await StartAsync(empty);
        await expected.ShouldBeOnAsync(restored, typeId, load);
        using var returned = restored.CreateClient(stranger.DefaultRequestHeaders.Authorization!.Parameter);
        (await returned.GetAnswerAsync("/v1/memory-types")).Json.GetProperty("items")[0].GetProperty("id").GetString().ShouldBe(strangersType);
        (await (await PostgresUnwalledAsync(empty)).ExecuteScalarAsync()).ShouldBe(0L, "row-level security was to be restored with the tables");
    }

    [Fact]
    public async Task A_restore_overwrites_nothing()
    {
        var database = await PostgresDatabases.CreateAsync();
        await using var server = await StartAsync(database);
        await BackupScript.RunAsync("backup-postgres", [Dump], Libpq(database));

        var (code, output) = await BackupScript.TryAsync("restore-postgres", [Dump], Libpq(database));

        code.ShouldNotBe(0);
        output.ShouldContain("not empty");
    }

    [Fact]
    public async Task A_database_of_something_else_is_not_dumped()
    {
        var (code, output) = await BackupScript.TryAsync("backup-postgres", [Dump], Libpq(await PostgresDatabases.CreateAsync()));

        code.ShouldNotBe(0);
        output.ShouldContain("not a FencyGrid database");
        File.Exists(Dump).ShouldBeFalse();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Dump => Path.Combine(_folder.FullName, "fencygrid.dump");

    private static Task<TestServer> StartAsync(string database) =>
        TestServer.StartAsync(new Dictionary<string, string?> { ["ConnectionStrings:FencyGrid"] = database });

    private static async Task<string> AsAsync(string role, string database)
    {
        var administrator = await PostgresDatabases.AsAdministratorAsync(database);
        switch (role)
        {
            case "superuser":
                return administrator;
            case "owner":
                return database;
            default:
                // As deploy/README.md has it.
                var settings = new NpgsqlConnectionStringBuilder(database);
                settings.Username += "_backup";
                await PostgresServer.ExecuteAsync(administrator, $"CREATE ROLE {settings.Username} LOGIN BYPASSRLS PASSWORD 'plain'; GRANT pg_read_all_data TO {settings.Username}");
                return settings.ConnectionString;
        }
    }

    /// <summary>How many tables with organizations a plain role could read across.</summary>
    private static async Task<NpgsqlCommand> PostgresUnwalledAsync(string database)
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        return new NpgsqlCommand(
            """
            SELECT count(*) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id'
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
            """,
            connection);
    }

    private static Dictionary<string, string> Libpq(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var environment = new Dictionary<string, string>
        {
            ["PGHOST"] = settings.Host!,
            ["PGPORT"] = $"{settings.Port}",
            ["PGDATABASE"] = settings.Database!,
            ["PGUSER"] = settings.Username!,
            ["PGPASSWORD"] = settings.Password ?? "",
        };
        if (PostgresServer.FindPrograms() is { } programs)
        {
            environment["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";
        }

        return environment;
    }
}
