using Npgsql;

namespace FencyGrid.Client;

/// <summary>The PostgreSQL database as Orleans uses it, to find the silos by.</summary>
internal static class MembershipDatabase
{
    /// <summary>Orleans' name for Npgsql.</summary>
    public const string Invariant = "Npgsql";

    /// <param name="name">What the connections are called on the server.</param>
    /// <param name="connections">Membership is a few statements a second.</param>
    public static string Connect(string connectionString, string name, int connections) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = name,
        MaxPoolSize = connections,

        // A database that went away without a word keeps no connection for longer than six seconds, so that the process is back soon after it.
        Timeout = 5,
        CommandTimeout = 5,
        CancellationTimeout = 1000,
        Timezone = "UTC",
    }.ConnectionString;
}
