using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace FencyGrid.Api.Metrics;

/// <summary>Sends the meters of this product, of the runtime, of the web server, of the database driver and of Orleans to a collector.</summary>
internal sealed class MetricsExport(IOptions<MetricsOptions> options, IServiceProvider services) : IHostedService, IDisposable
{
    private static readonly string[] Meters =
    [
        GridMeter.Name, "Microsoft.Orleans", "Npgsql", "System.Runtime", "System.Net.Http", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
    ];

    private MeterProvider? _provider;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Endpoint is { } endpoint)
        {
            services.GetRequiredService<GridMeter>();
            _provider = Sdk.CreateMeterProviderBuilder()
                .ConfigureResource(static resource => resource.AddService("fencygrid", serviceInstanceId: $"{Environment.MachineName}:{Environment.ProcessId}"))
                .AddMeter(Meters)
                .AddOtlpExporter((exporter, reader) =>
                {
                    (exporter.Endpoint, exporter.Protocol) = (endpoint, OtlpExportProtocol.HttpProtobuf);
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.Value.Period.TotalMilliseconds;
                })
                .Build();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what has not been sent yet.</summary>
    public void Dispose() => _provider?.Dispose();
}

internal static class MetricsExtensions
{
    public static void AddMetricsExport(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddBound<MetricsOptions>(configuration, MetricsOptions.Section, static options =>
            options.Endpoint is null or { IsAbsoluteUri: true, Scheme: "http" or "https" } && options.Period >= TimeSpan.FromSeconds(1) && options.Period < TimeSpan.FromDays(1));
        services.AddSingleton<GridMeter>();
        services.AddHostedService<MetricsExport>();
    }
}
