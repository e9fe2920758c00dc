using FencyGrid.Compliance.Postgres;
using Npgsql;

namespace FencyGrid.Api.Tests.Postgres;

/// <summary>A server that cannot run on its database says why, and leaves the database as it was.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("s3cret", "not a PostgreSQL connection string")]
    [InlineData("Host=127.0.0.1;Port=1;Username=me;Password=s3cret;Timeout=5", "No PostgreSQL server answers at 127.0.0.1:1")]
    public Task A_wrong_connection_string(string connectionString, string advice) => RefusedStart.ShouldSayAsync(connectionString, advice);

    [Fact]
    public async Task A_database_of_a_newer_server()
    {
        var database = await PostgresDatabases.CreateAsync();
        await using (var server = await TestServer.StartAsync(On(database)))
        {
            await server.Client.CreateTypeAsync();
        }

        await PostgresServer.ExecuteAsync(database, "INSERT INTO schema_versions (version, name, checksum, applied_at) VALUES (9999, '9999_later.sql', 'x', 0)");

        await RefusedStart.ShouldSayAsync(database, "newer server");

        await PostgresServer.ExecuteAsync(database, "DELETE FROM schema_versions WHERE version = 9999");
        await using var again = await TestServer.StartAsync(On(database));
        (await again.Client.GetAnswerAsync("/v1/memory-types")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_user_without_rights()
    {
        var owned = await PostgresDatabases.CreateAsync();
        var stranger = new NpgsqlConnectionStringBuilder(await PostgresDatabases.CreateAsync());
        await PostgresServer.ExecuteAsync(await PostgresDatabases.AsAdministratorAsync(owned), "REVOKE CREATE ON SCHEMA public FROM PUBLIC");

        await RefusedStart.ShouldSayAsync(new NpgsqlConnectionStringBuilder(owned) { Username = stranger.Username, Password = stranger.Password }.ConnectionString, "lacks rights");
    }

    [Fact]
    public async Task A_setting_that_is_out_of_its_range() =>
        await RefusedStart.ShouldSayAsync(await PostgresDatabases.CreateAsync(), "FencyGrid:MaxBodyBytes is 7", ("FencyGrid__MaxBodyBytes", "7"));

    private static Dictionary<string, string?> On(string database) => new() { ["ConnectionStrings:FencyGrid"] = database };
}
