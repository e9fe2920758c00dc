namespace FencyGrid.Api.Http;

/// <summary>What the pipeline asks of requests to an endpoint; endpoint metadata.</summary>
public sealed record EndpointRules(bool RequiresSecretKey = false, bool AllowsPlainHttp = false, bool RequiresPublishableKey = false)
{
    public static readonly EndpointRules SecretKey = new(RequiresSecretKey: true);

    /// <summary>For browser clients: the key says whose organization it is, and a token beside it what may be done there.</summary>
    public static readonly EndpointRules PublishableKey = new(RequiresPublishableKey: true);

    /// <summary>For health checks: a load balancer asks over plain HTTP and has no key.</summary>
    public static readonly EndpointRules Open = new(AllowsPlainHttp: true);
}
