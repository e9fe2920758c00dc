using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FencyGrid.Api.Auth;

internal static class ApiAuthExtensions
{
    public static IServiceCollection AddApiAuth(this IServiceCollection services)
    {
        services.AddSingleton<KeyCache>();
        services.AddSingleton<SecretKeyAuthenticator>();
        services.TryAddSingleton(new BootstrapOutput(Console.Out));
        services.AddSingleton<BootstrapState>();
        services.AddHostedService<BootstrapService>();
        return services;
    }
}
