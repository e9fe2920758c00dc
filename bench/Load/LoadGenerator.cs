using System.Diagnostics;

namespace FencyGrid.Bench.Load;

/// <summary>Closed-loop load: each connection sends its next request when the last one was answered.</summary>
public static class LoadGenerator
{
    public static Task<LoadResult> ForSecondsAsync(int connections, double seconds, Func<int, Task> operation) =>
        RunAsync(connections, operation, (_, elapsed) => elapsed < seconds);

    public static Task<LoadResult> TimesAsync(int connections, int count, Func<int, Task> operation) =>
        RunAsync(connections, operation, (number, _) => number < count);

    /// <param name="operation">Gets the operation's number, from 0.</param>
    private static async Task<LoadResult> RunAsync(int connections, Func<int, Task> operation, Func<int, double, bool> goesOn)
    {
        var next = -1;
        var clock = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            while (true)
            {
                var number = Interlocked.Increment(ref next);
                if (!goesOn(number, clock.Elapsed.TotalSeconds))
                {
                    return own;
                }

                var started = Stopwatch.GetTimestamp();
                await operation(number);
                own.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        })));
        var seconds = clock.Elapsed.TotalSeconds;
        var latencies = new Latencies(times.SelectMany(own => own));
        return new LoadResult(latencies.Count / seconds, latencies);
    }
}
