using FencyGrid.Grains.Events.Retention;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FencyGrid.Embedded.Retention;

public static class RetentionExtensions
{
    /// <summary>Removes what has been kept for long enough, for as long as the host runs.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services) => services.AddHostedService<RetentionService>();

    private sealed class RetentionService(RetentionSweep sweep) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => sweep.RunAsync(stoppingToken), CancellationToken.None);
    }
}
