using FencyGrid.Api.Tests;
using FencyGrid.Compliance.Postgres;
using Npgsql;

namespace FencyGrid.Silo.Tests.Membership;

/// <summary>A silo leaves the cluster by saying so in the database, which may be away just then.</summary>
public sealed class SiloDepartureTests
{
    // Of two silos, one after the other. Orleans by itself would take more than six minutes for each.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_silo_stops_although_its_database_takes_no_connections()
    {
        var database = await PostgresDatabases.CreateAsync();
        var role = new NpgsqlConnectionStringBuilder(database).Username;
        var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["ConnectionStrings:FencyGrid"] = database });
        var typeId = await server.Client.CreateTypeAsync();
        await server.Client.GetSynchronizedAsync(await server.Client.CreateMemoryAsync(typeId));

        await PostgresServer.ExecuteAsync(
            await PostgresDatabases.AsAdministratorAsync(database),
            $"ALTER ROLE {role} CONNECTION LIMIT 0; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'");

        await server.DisposeAsync().AsTask().WaitAsync(Patience);
    }
}
