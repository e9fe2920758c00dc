using System.Diagnostics;
using FencyGrid.Compliance.Postgres;
using Npgsql;

namespace FencyGrid.Api.Tests.Postgres;

/// <summary>A server process that cannot run on its database says why in a sentence, ends with 1, and leaves the database as it was.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("s3cret", "not a PostgreSQL connection string")]
    [InlineData("Host=127.0.0.1;Port=1;Username=me;Password=s3cret;Timeout=5", "No PostgreSQL server answers at 127.0.0.1:1")]
    public Task A_wrong_connection_string(string connectionString, string advice) => RefusedAsync(connectionString, advice);

    [Fact]
    public async Task A_database_of_a_newer_server()
    {
        var database = await PostgresDatabases.CreateAsync();
        await using (var server = await TestServer.StartAsync(On(database)))
        {
            await server.Client.CreateTypeAsync();
        }

        await PostgresServer.ExecuteAsync(database, "INSERT INTO schema_versions (version, name, checksum, applied_at) VALUES (9999, '9999_later.sql', 'x', 0)");

        await RefusedAsync(database, "newer server");

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

        await RefusedAsync(new NpgsqlConnectionStringBuilder(owned) { Username = stranger.Username, Password = stranger.Password }.ConnectionString, "lacks rights");
    }

    [Fact]
    public async Task A_setting_that_is_out_of_its_range() =>
        await RefusedAsync(await PostgresDatabases.CreateAsync(), "FencyGrid:MaxBodyBytes is 7", ("FencyGrid__MaxBodyBytes", "7"));

    private static Dictionary<string, string?> On(string database) => new() { ["ConnectionStrings:FencyGrid"] = database };

    private static async Task RefusedAsync(string connectionString, string advice, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", typeof(ApiHost).Assembly.Location) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ConnectionStrings__FencyGrid"] = connectionString;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(StartFailure.ExitCode, errors);
        errors.Trim().ShouldStartWith("FencyGrid cannot start. ");
        errors.ShouldContain(advice);
        errors.Trim().Split('\n').Length.ShouldBe(1);
        (await output + errors).ShouldNotContain("   at ");
        (await output + errors).ShouldNotContain("s3cret");
    }
}
