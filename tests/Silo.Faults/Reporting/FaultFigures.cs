using FencyGrid.Silo.Faults.Load;

namespace FencyGrid.Silo.Faults.Reporting;

/// <summary>What callers saw of a fault.</summary>
/// <param name="Calls">The calls that were due from its begin to its end.</param>
/// <param name="P50">Milliseconds, of the calls that were done; from when they were due.</param>
/// <param name="BackAfter">Seconds from its begin to the end of the last call that failed.</param>
/// <param name="FailedShareOfFirst5s">Of the calls that were due in its first 5 seconds, the share that failed.</param>
/// <param name="Failures">The first of the calls that failed, with what they were answered.</param>
public sealed record FaultFigures(
    string Fault, double Seconds, int Calls, int Retryable, int Uncertain, double P50, double P99, double Longest, double BackAfter, double FailedShareOfFirst5s,
    IReadOnlyList<CallResult> Failures)
{
    private const int MostFailures = 100;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);

    public static FaultFigures Of(string fault, IEnumerable<CallResult> all, TimeSpan begin, TimeSpan end)
    {
        CallResult[] calls = [.. all.Where(call => call.What is not ("verify" or "prepare") && call.At >= begin && call.At <= end)];
        CallResult[] failed = [.. calls.Where(call => call.Outcome is CallOutcome.Retryable or CallOutcome.Uncertain)];
        double[] times = [.. calls.Where(call => call.Outcome is CallOutcome.Done).Select(call => call.Took.TotalMilliseconds).Order()];
        CallResult[] first = [.. calls.Where(call => call.At <= begin + First)];
        return new FaultFigures(
            fault,
            (end - begin).TotalSeconds,
            calls.Length,
            failed.Count(call => call.Outcome is CallOutcome.Retryable),
            failed.Count(call => call.Outcome is CallOutcome.Uncertain),
            At(times, 0.5),
            At(times, 0.99),
            At(times, 1),
            failed.Length == 0 ? 0 : failed.Max(call => (call.End - begin).TotalSeconds),
            first.Length == 0 ? 0 : first.Count(call => call.Outcome is CallOutcome.Retryable or CallOutcome.Uncertain) / (double)first.Length,
            [.. failed.Take(MostFailures)]);
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
