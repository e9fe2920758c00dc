using Microsoft.Extensions.Options;

namespace FencyGrid.Silo.Membership;

/// <summary>What a process of the cluster does.</summary>
public enum SiloRole
{
    /// <summary>Hosts grains and answers HTTP.</summary>
    All,

    /// <summary>Hosts grains; HTTP for health checks only.</summary>
    Silo,

    /// <summary>Answers HTTP and calls the silos.</summary>
    Api,
}

/// <summary>This process's place in the cluster, section <c>FencyGrid:Cluster</c>.</summary>
public sealed class GridClusterOptions
{
    public const string Section = "FencyGrid:Cluster";

    /// <summary>The silos that make up one grid. A database belongs to one cluster.</summary>
    public string ClusterId { get; set; } = "fencygrid";

    /// <summary>The service whose reminders the database keeps.</summary>
    public string ServiceId { get; set; } = "fencygrid";

    /// <summary>Also <c>--role</c>.</summary>
    public SiloRole Role { get; set; } = SiloRole.All;

    /// <summary>The port for other silos.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port for clients of the grid: other services, and front ends with the role <c>api</c>.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>The address at which other processes reach this one; null for the one that the host's name stands for.</summary>
    public string? AdvertisedHost { get; set; }

    /// <summary>How many relays share the outbox's subjects. The same in all silos.</summary>
    public int RelayPartitions { get; set; } = 8;
}

internal sealed class GridClusterOptionsValidator : IValidateOptions<GridClusterOptions>
{
    public ValidateOptionsResult Validate(string? name, GridClusterOptions options)
    {
        var failures = new List<string>();
        foreach (var (setting, value) in new[] { (nameof(options.ClusterId), options.ClusterId), (nameof(options.ServiceId), options.ServiceId) })
        {
            if (value.Length is < 1 or > 100 || value.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
            {
                failures.Add($"{GridClusterOptions.Section}:{setting} is '{value}'; it must be 1 to 100 letters, digits, '-', '_' or '.'.");
            }
        }

        foreach (var (setting, value) in new[] { (nameof(options.SiloPort), options.SiloPort), (nameof(options.GatewayPort), options.GatewayPort) })
        {
            if (value is < 1 or > 65535)
            {
                failures.Add($"{GridClusterOptions.Section}:{setting} is {value}; a port is 1 to 65535.");
            }
        }

        if (options.RelayPartitions is < 1 or > 1024)
        {
            failures.Add($"{GridClusterOptions.Section}:RelayPartitions is {options.RelayPartitions}; it must be 1 to 1024.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
