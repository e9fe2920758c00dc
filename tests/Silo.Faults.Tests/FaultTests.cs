using FencyGrid.Compliance.Postgres;
using FencyGrid.Silo.Faults.Cluster;
using FencyGrid.Silo.Faults.Faults;
using FencyGrid.Silo.Faults.Reporting;
using Xunit.Abstractions;

namespace FencyGrid.Silo.Faults.Tests;

/// <summary>Three silo processes on a PostgreSQL of their own under a mixed load: every fault once.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Through_every_fault_nothing_acknowledged_is_lost_or_doubled_every_event_arrives_in_order_and_every_task_ends()
    {
        if (PostgresServer.FindPrograms() is null)
        {
            throw new SkipTestException("There is no PostgreSQL here that could be killed: install the package postgresql.");
        }

        if (!File.Exists(FaultRunDefaults.Program))
        {
            throw new SkipTestException($"There is no silo at {FaultRunDefaults.Program}: its packages cannot be had here.");
        }

        var log = new StringWriter();
        try
        {
            var faults = Fault.All.Where(fault => !fault.NeedsNetwork || SiloNetwork.Impossible() is null);
            var result = await new FaultRun(new FaultRunOptions { Program = FaultRunDefaults.Program, CallsPerSecond = 30 }, log).RunAsync(faults, CancellationToken.None);
            FaultReport.Print(result, log);

            result.Violations.ShouldBeEmpty();
            result.Memories.ShouldBeGreaterThan(200);
            result.Notes.ShouldBeGreaterThan(200);
            result.Tasks.ShouldBeGreaterThan(20);
            result.Events.ShouldBeGreaterThan(result.Memories);
        }
        finally
        {
            output.WriteLine(log.ToString());
        }
    }
}
