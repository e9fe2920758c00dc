using System.Net;
using System.Net.Sockets;
using FencyGrid.Silo.Relay.Streams;
using Orleans.Configuration;

namespace FencyGrid.Silo.Membership;

internal static class SiloBuilderExtensions
{
    private const string Invariant = "Npgsql";

    /// <summary>Calls wait so long for their answer; a large text is synchronized within one.</summary>
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromMinutes(2);

    public static ISiloBuilder UseGridCluster(this ISiloBuilder silo, GridClusterOptions options, string connectionString)
    {
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ServiceId));
        silo.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (Invariant, ForOrleans(connectionString)));
        silo.UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.ConnectionString) = (Invariant, ForOrleans(connectionString)));
        silo.AddBroadcastChannel(EventStreams.Provider, streams => streams.FireAndForgetDelivery = false);
        silo.ConfigureEndpoints(Resolve(options.AdvertisedHost), options.SiloPort, options.GatewayPort, listenOnAnyHostAddress: true);
        silo.ConfigureFailureDetection();
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout);
        return silo;
    }

    /// <summary>A silo that does not answer is out within about three seconds: two of its neighbours miss two probes of a second each.</summary>
    private static void ConfigureFailureDetection(this ISiloBuilder silo) => silo.Configure<ClusterMembershipOptions>(membership =>
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedProbesLimit = 2;
        membership.NumVotesForDeathDeclaration = 2;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        membership.DeathVoteExpirationTimeout = TimeSpan.FromSeconds(30);
        membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
    });

    /// <summary>
    /// Membership is a few statements a second; its connections are few, and its times are UTC. A database that went away without a word
    /// keeps none of them for longer than six seconds, so that the silo is back soon after it.
    /// </summary>
    private static string ForOrleans(string connectionString) => new Npgsql.NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = "fencygrid-membership",
        MaxPoolSize = 4,
        Timeout = 5,
        CommandTimeout = 5,
        CancellationTimeout = 1000,
        Timezone = "UTC",
    }.ConnectionString;

    private static IPAddress Resolve(string? host)
    {
        if (host is not null && IPAddress.TryParse(host, out var address))
        {
            return address;
        }

        try
        {
            var addresses = Dns.GetHostAddresses(host ?? Dns.GetHostName());
            return addresses.FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? addresses.FirstOrDefault() ?? IPAddress.Loopback;
        }
        catch (SocketException exception)
        {
            throw new ClusterStartException($"The name '{host ?? Dns.GetHostName()}' stands for no address ({exception.Message}). Set FencyGrid:Cluster:AdvertisedHost to the address at which other silos reach this one.", exception);
        }
    }
}
