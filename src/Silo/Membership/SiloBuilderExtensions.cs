using System.Net;
using System.Net.Sockets;
using FencyGrid.Client;
using FencyGrid.Silo.Relay.Streams;
using Orleans.Configuration;

namespace FencyGrid.Silo.Membership;

internal static class SiloBuilderExtensions
{
    /// <summary>Calls wait so long for their answer; a large text is synchronized within one.</summary>
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromMinutes(2);

    public static ISiloBuilder UseGridCluster(this ISiloBuilder silo, GridClusterOptions options, string connectionString)
    {
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ServiceId));
        silo.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (MembershipDatabase.Invariant, ForOrleans(connectionString)));
        silo.UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.ConnectionString) = (MembershipDatabase.Invariant, ForOrleans(connectionString)));
        silo.AddBroadcastChannel(EventStreams.Provider, streams => streams.FireAndForgetDelivery = false);
        // A relay says itself what it could not deliver, and an event that is to come again later is no error.
        silo.ConfigureLogging(logging => logging.AddFilter("Orleans.BroadcastChannel", LogLevel.None));
        silo.ConfigureEndpoints(Resolve(options.AdvertisedHost), options.SiloPort, options.GatewayPort, listenOnAnyHostAddress: true);
        silo.ConfigureFailureDetection();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SiloDeparture>();
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout);
        return silo;
    }

    /// <summary>
    /// A silo that died is out within about three seconds: two of its neighbours miss two probes of a second each. Where its connections stay open
    /// (it is frozen or cut off) they first wait until nothing has come from it for eight seconds, so that a busy machine loses no silo.
    /// </summary>
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

    private static string ForOrleans(string connectionString) => MembershipDatabase.Connect(connectionString, "fencygrid-membership", connections: 4);

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
