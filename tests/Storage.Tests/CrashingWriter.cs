using System.Diagnostics;
using System.Globalization;

namespace FencyGrid.Storage.Tests;

/// <summary>A process of its own that writes memories with rising numbers and prints each number once the store has acknowledged it.</summary>
internal static class CrashingWriter
{
    /// <summary>Kills the process <paramref name="life"/> after its first acknowledgement.</summary>
    /// <param name="database">A data directory or a PostgreSQL connection string.</param>
    /// <param name="org">The organization to write into.</param>
    /// <param name="first">The first number.</param>
    /// <param name="life">How long it goes on.</param>
    /// <returns>The acknowledged numbers; at least one.</returns>
    public static async Task<List<long>> RunAsync(string database, string org, long first, TimeSpan life)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "FencyGrid.Storage.Crash.dll"), database, org, first.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var numbers = new List<long>();
        try
        {
            numbers.Add(Number(await process.StandardOutput.ReadLineAsync()));
            var killed = Task.Delay(life).ContinueWith(_ => process.Kill(), TaskScheduler.Default);
            var rest = await process.StandardOutput.ReadToEndAsync();
            await killed;

            // What follows the last line end was cut off by the kill.
            numbers.AddRange(rest.Split('\n')[..^1].Select(Number));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        return numbers;
    }

    private static long Number(string? line) => long.Parse(line.ShouldNotBeNull(), CultureInfo.InvariantCulture);
}
