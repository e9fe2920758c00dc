using System.Net;
using Microsoft.Extensions.Options;

namespace FencyGrid.Content.Network;

/// <summary>Which addresses and ports a URL given by a user may lead to.</summary>
public sealed class NetworkOptions
{
    /// <summary>Lets URLs reach loopback and private networks (link-local, multicast and reserved ranges stay closed). For tests and trusted networks.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>Private networks that URLs may reach all the same, in CIDR notation (<c>10.20.0.0/16</c>).</summary>
    public IList<string> TrustedNetworks { get; } = [];

    /// <summary>The only ports allowed. Empty: 80, 443 and every port from 1024 up.</summary>
    public IList<int> AllowedPorts { get; } = [];

    /// <summary>How long a connection may take to be made, name resolution included.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);
}

public sealed class NetworkOptionsValidator : IValidateOptions<NetworkOptions>
{
    public ValidateOptionsResult Validate(string? name, NetworkOptions options)
    {
        var failures = new List<string>();
        foreach (var network in options.TrustedNetworks.Where(network => !IPNetwork.TryParse(network, out _)))
        {
            failures.Add($"TrustedNetworks holds '{network}', which is not a network in CIDR notation such as 10.20.0.0/16.");
        }

        foreach (var port in options.AllowedPorts.Where(port => port is < 1 or > 65535))
        {
            failures.Add($"AllowedPorts holds {port}; ports are 1 to 65535.");
        }

        if (options.ConnectTimeout <= TimeSpan.Zero || options.ConnectTimeout > TimeSpan.FromMinutes(5))
        {
            failures.Add($"ConnectTimeout is {options.ConnectTimeout}; it must be positive and at most 5 minutes.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
