using System.Text.Json;
using System.Text.Json.Serialization;

namespace FencyGrid.Silo.Faults.Reporting;

/// <summary>A run's result as a table and as JSON.</summary>
public static class FaultReport
{
    private const int MostViolations = 50;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static void Print(FaultRunResult result, TextWriter writer)
    {
        writer.WriteLine("| fault | calls | retryable | in doubt | p50 ms | p99 ms | longest ms | last failure after s | failed of the first 5 s |");
        writer.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var fault in result.Figures)
        {
            writer.WriteLine(
                $"| {fault.Fault} | {fault.Calls} | {fault.Retryable} | {fault.Uncertain} | {fault.P50:0.0} | {fault.P99:0} | {fault.Longest:0} | {fault.BackAfter:0.0} | {fault.FailedShareOfFirst5s:P2} |");
        }

        writer.WriteLine(
            $"{result.Calls} calls, {result.Memories} memories, {result.Notes} notes, {result.Tasks} tasks, {result.Events} events ({result.RepeatedEvents} repeated), {result.MissedSearches} searches missed a text, {result.Restarts} silos ended of themselves, {result.Violations.Count} violations.");
        foreach (var violation in result.Violations.Take(MostViolations))
        {
            writer.WriteLine(violation);
        }
    }

    public static string ToJson(FaultRunResult result) => JsonSerializer.Serialize(result, Options);
}
