using System.Net;
using System.Net.Sockets;
using FencyGrid.Api.Tests;
using FencyGrid.Api.Tests.Postgres;
using FencyGrid.Compliance.Postgres;

namespace FencyGrid.Silo.Tests.Membership;

/// <summary>A process that cannot take part in the cluster says why, and leaves the cluster as it was.</summary>
public sealed class ClusterStartTests
{
    [Fact]
    public Task A_cluster_without_a_database() => RefusedStart.ShouldSayAsync(null, "ConnectionStrings:FencyGrid is not set");

    [Theory]
    [InlineData("Role", "boss", "The role is 'boss'")]
    [InlineData("SiloPort", "70000", "FencyGrid:Cluster:SiloPort is 70000")]
    [InlineData("ClusterId", "a b", "FencyGrid:Cluster:ClusterId is 'a b'")]
    [InlineData("AdvertisedHost", "nowhere.invalid", "Set FencyGrid:Cluster:AdvertisedHost")]
    public async Task A_setting_that_cannot_be(string name, string value, string advice) =>
        await RefusedStart.ShouldSayAsync(await PostgresDatabases.CreateAsync(), advice, ($"FencyGrid__Cluster__{name}", value));

    [Theory]
    [InlineData("SiloPort", "GatewayPort")]
    [InlineData("GatewayPort", "SiloPort")]
    public async Task A_port_that_another_process_has(string taken, string free)
    {
        using var other = new TcpListener(IPAddress.Any, 0);
        other.Start();

        await RefusedStart.ShouldSayAsync(
            await PostgresDatabases.CreateAsync(),
            $"Set FencyGrid:Cluster:{taken} to a port",
            ($"FencyGrid__Cluster__{taken}", $"{((IPEndPoint)other.LocalEndpoint).Port}"),
            ($"FencyGrid__Cluster__{free}", $"{TestEngine.FreePort()}"));
    }

    [Fact]
    public async Task A_process_that_differs_from_the_cluster_on_its_database()
    {
        var database = await PostgresDatabases.CreateAsync();
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["ConnectionStrings:FencyGrid"] = database });
        var typeId = await server.Client.CreateTypeAsync();

        await RefusedStart.ShouldSayAsync(database, "The database belongs to the cluster 'fencygrid/fencygrid'", ("FencyGrid__Cluster__ClusterId", "other"));
        await RefusedStart.ShouldSayAsync(database, "Set FencyGrid:Cluster:RelayPartitions to 8", ("FencyGrid__Cluster__RelayPartitions", "4"));
        await PostgresServer.ExecuteAsync(database, "UPDATE settings SET value = '999' WHERE name = 'cluster_protocol'");
        await RefusedStart.ShouldSayAsync(database, "Run a build that is as new as the cluster's newest silo");

        (await server.Client.GetSynchronizedAsync(await server.Client.CreateMemoryAsync(typeId))).Status.ShouldBe(HttpStatusCode.OK);
    }
}
