using System.Net;
using FencyGrid.Compliance.Postgres;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Silo.Membership;
using FencyGrid.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Runtime;

namespace FencyGrid.Silo.Tests.Membership;

public sealed class CommitFenceTests
{
    private static readonly SiloAddress Address = SiloAddress.New(IPAddress.Parse("10.1.2.3"), 11111, 5);

    [Theory]
    [InlineData(SiloStatus.Active, 5, true)]
    [InlineData(SiloStatus.ShuttingDown, 5, true)]
    [InlineData(SiloStatus.Dead, 4, true)]
    [InlineData(SiloStatus.Dead, 5, false)]
    public async Task A_silo_commits_as_long_as_the_cluster_has_not_given_it_up(SiloStatus status, int generation, bool mayCommit)
    {
        var options = new GridClusterOptions();
        var database = await PostgresDatabases.CreateAsync();
        await using (var services = new ServiceCollection().AddLogging().AddFencyGridPostgres(database).BuildServiceProvider())
        {
            services.GetRequiredService<IStore>();
            await ClusterDatabase.PrepareAsync(database, options, CancellationToken.None);
        }

        await PostgresServer.ExecuteAsync(database, $"""
            INSERT INTO orleansmembershipversiontable (deploymentid) VALUES ('{options.ClusterId}');
            INSERT INTO orleansmembershiptable (deploymentid, address, port, generation, siloname, hostname, status, starttime, iamalivetime)
            VALUES ('{options.ClusterId}', '10.1.2.3', 11111, {generation}, 'silo', 'host', {(int)status}, now(), now())
            """);

        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT {CommitFence.ConditionFor(options.ClusterId, Address)}", connection);
        (await command.ExecuteScalarAsync()).ShouldBe(mayCommit);
    }
}
