using System.Diagnostics;
using System.Globalization;
using FencyGrid.Contracts;
using FencyGrid.Embedded;
using FencyGrid.Grains.Engine;
using FencyGrid.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Silo.Turns;

/// <summary>
/// What a turn costs its caller, one after the other on one grain: on the embedded engine, and on an activation in the same silo. Both are
/// in this process and take turns in being measured. Prints a name and microseconds a line.
/// </summary>
internal static class TurnBench
{
    private const int Rounds = 10;
    private const int CallsPerRound = 20_000;

    public static async Task RunAsync(TextWriter output)
    {
        using var embedded = Build(builder => builder.Services.AddGrain<ICounterGrain, CounterGrain>().AddEmbeddedGrid());
        using var cluster = Build(builder =>
        {
            builder.Services.AddGrain<ICounterGrain, CounterGrain>().AddSiloGrid();
            builder.UseOrleans(silo => silo.UseLocalhostClustering());
        });
        await embedded.StartAsync();
        await cluster.StartAsync();
        var key = GrainKey.Of(Ids.New(Ids.Organization), "counter");
        var grains = new[] { embedded, cluster }.Select(host => host.Services.GetRequiredService<IGrid>()).ToArray();
        var times = new[] { new List<double>(), new List<double>() };
        for (var round = -2; round < Rounds; round++)
        {
            for (var engine = 0; engine < grains.Length; engine++)
            {
                // As the front end does: a reference is asked for with each call.
                for (var call = 0; call < CallsPerRound; call++)
                {
                    var started = Stopwatch.GetTimestamp();
                    await grains[engine].Get<ICounterGrain>(key).AddAsync(call, CancellationToken.None);
                    if (round >= 0)
                    {
                        times[engine].Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
                    }
                }
            }
        }

        Print(output, "embedded", times[0]);
        Print(output, "silo", times[1]);
        await cluster.StopAsync();
        await embedded.StopAsync();
    }

    private static IHost Build(Action<HostApplicationBuilder> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        configure(builder);
        return builder.Build();
    }

    private static void Print(TextWriter output, string engine, List<double> times)
    {
        times.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine} p50 {times[times.Count / 2]:F2}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{engine} p99 {times[times.Count * 99 / 100]:F2}"));
    }
}
