using FencyGrid.Api.Http.Idempotency;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace FencyGrid.Api.Http;

/// <summary>
/// Cross-origin rules of what browser clients call. Their keys and tokens travel in headers, which no page can send but one that was
/// given them, and no cookie ever counts: so any origin may call unless configuration names the ones that may.
/// </summary>
internal static class ClientCors
{
    public const string Policy = "clients";

    private static readonly TimeSpan PreflightMaxAge = TimeSpan.FromHours(2);

    public static IServiceCollection AddClientCors(this IServiceCollection services)
    {
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IConfiguration>(static (cors, configuration) =>
        {
            var origins = configuration.GetSection($"{FencyGridOptions.Section}:Cors:AllowedOrigins").Get<string[]>() ?? [];
            cors.AddPolicy(Policy, policy => Configure(policy, origins));
        });
        return services;
    }

    private static void Configure(CorsPolicyBuilder policy, string[] origins)
    {
        policy.AllowAnyHeader().WithMethods(HttpMethods.Get, HttpMethods.Post).WithExposedHeaders(IdempotencyKeys.ReplayedHeader).SetPreflightMaxAge(PreflightMaxAge);
        if (origins.Length == 0)
        {
            policy.AllowAnyOrigin();
        }
        else
        {
            policy.WithOrigins(origins);
        }
    }
}
