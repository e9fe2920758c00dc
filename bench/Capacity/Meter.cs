using FencyGrid.Bench.Load;
using FencyGrid.Bench.Reporting;
using FencyGrid.Bench.Server;
using FencyGrid.Compliance.Postgres;

namespace FencyGrid.Bench.Capacity;

/// <summary>Runs a load and reports what each of its operations cost.</summary>
internal sealed class Meter(Report report, ServerProcess server, PostgresServer database, string connectionString)
{
    /// <param name="settle">Returns when what the operations left to be done has been done.</param>
    /// <param name="grows">Whether they add to what is kept.</param>
    public async Task RunAsync(string what, Func<Task<LoadResult>> load, Func<Task>? settle = null, bool grows = false)
    {
        var before = await PostgresUsage.ReadAsync(database, connectionString);
        var (processor, resident) = (server.ProcessorTime(), server.ResidentBytes());
        var result = await load();
        if (settle is not null)
        {
            await settle();
        }

        var count = result.Latencies.Count;
        var after = await PostgresUsage.ReadAsync(database, connectionString);
        report.Add($"{what}: rate", result.PerSecond, "a second");
        report.Add($"{what}: p50", result.Latencies.P50, "ms");
        report.Add($"{what}: p99", result.Latencies.P99, "ms");
        report.Add($"{what}: server's processor", (server.ProcessorTime() - processor).TotalMilliseconds / count, "ms each");
        report.Add($"{what}: database's processor", (after.Processor - before.Processor).TotalMilliseconds / count, "ms each");
        report.Add($"{what}: database's log", (after.LogBytes - before.LogBytes) / (double)count / 1024, "KiB each");
        if (grows)
        {
            report.Add($"{what}: database's files", (after.DatabaseBytes - before.DatabaseBytes) / (double)count / 1024, "KiB each");
            report.Add($"{what}: server's memory", (server.ResidentBytes() - resident) / (double)count / 1024, "KiB each");
        }
    }
}
