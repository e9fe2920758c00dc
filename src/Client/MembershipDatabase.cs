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
        Timezone = "UTC",
    }.ConnectionString;
}
