using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FencyGrid.Api.Http;

internal static class ApiHttpExtensions
{
    public static IServiceCollection AddApiHttp(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, ExactSlashPolicy>());
        return services;
    }
}
