using FencyGrid.Compliance.Engine.Grains;
using FencyGrid.Grains.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Compliance.Engine;

public static class ComplianceGrains
{
    public static IServiceCollection AddComplianceGrains(this IServiceCollection services) => services
        .AddGrain<IProbeGrain, ProbeGrain>()
        .AddGrain<IRouteGrain, RouteGrain>();
}
