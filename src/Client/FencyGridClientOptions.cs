namespace FencyGrid.Client;

/// <summary>Which cluster to call.</summary>
public sealed class FencyGridClientOptions
{
    /// <summary>The PostgreSQL database that the silos are listed in; a role that may read is enough.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>As the silos' <c>FencyGrid:Cluster:ClusterId</c>.</summary>
    public string ClusterId { get; set; } = "fencygrid";

    /// <summary>As the silos' <c>FencyGrid:Cluster:ServiceId</c>.</summary>
    public string ServiceId { get; set; } = "fencygrid";

    /// <summary>How long a call may take before its outcome counts as uncertain.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromMinutes(2);
}
