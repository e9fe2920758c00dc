using System.Diagnostics.Metrics;
using FencyGrid.Api.Health;
using FencyGrid.Embedded;

namespace FencyGrid.Api.Metrics;

/// <summary>What this process holds of the grid, as a meter.</summary>
internal sealed class GridMeter
{
    public const string Name = "FencyGrid";

    public GridMeter(IMeterFactory meters, IServiceProvider services)
    {
        var meter = meters.Create(Name);
        var readiness = services.GetServices<IReadiness>().ToArray();
        meter.CreateObservableGauge("fencygrid.silo.in_touch", () => readiness.All(one => one.NotReady is null) ? 1 : 0, null, "1 while nothing but the store could keep this process from taking calls.");

        // A front end alone holds none.
        if (services.GetService<EmbeddedGrid>() is { } grid)
        {
            meter.CreateObservableGauge("fencygrid.grains", () => grid.GrainsInMemory, "{grain}", "Grains in memory.");
            meter.CreateObservableGauge("fencygrid.grains.memory", () => grid.ResidentBytes, "By", "What the grains in memory say they hold.");
        }
    }
}
