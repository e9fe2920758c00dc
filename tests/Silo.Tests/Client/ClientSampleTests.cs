using System.Diagnostics;
using FencyGrid.Api.Tests;
using FencyGrid.Compliance.Postgres;
using Npgsql;

namespace FencyGrid.Silo.Tests.Client;

public sealed class ClientSampleTests
{
    [Fact]
    public async Task The_sample_service_reaches_a_running_cluster_with_a_role_that_may_only_read_where_the_silos_are()
    {
        var database = await PostgresDatabases.CreateAsync();
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["ConnectionStrings:FencyGrid"] = database });
        var reader = new NpgsqlConnectionStringBuilder(await PostgresDatabases.CreateAsync());
        await PostgresServer.ExecuteAsync(database, $"GRANT SELECT ON orleansquery, orleansmembershiptable TO {reader.Username}");
        reader.Database = new NpgsqlConnectionStringBuilder(database).Database;

        var output = await RunAsync(reader.ConnectionString, "Vera plays the cello", "Vera lives in Ghent");

        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[(line.IndexOf("  ", StringComparison.Ordinal) + 2)..])
            .ShouldBe(["Vera plays the cello", "Vera lives in Ghent"], ignoreOrder: true);
        (await server.Client.GetAnswerAsync("/api/v1/agents/sample-agent/memory/facts?user_id=vera")).Json.GetProperty("facts").EnumerateArray()
            .Select(fact => fact.GetProperty("content").GetString()).ShouldBe(["Vera plays the cello", "Vera lives in Ghent"], ignoreOrder: true);
    }

    private static async Task<string> RunAsync(string connectionString, params string[] facts)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FencyGrid.ClientSample.dll"), .. facts]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__FencyGrid"] = connectionString;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, output + await errors);
        return output;
    }
}
