using System.Diagnostics;
using FencyGrid.Compliance.Postgres;

namespace FencyGrid.Api.Tests.Durability;

/// <summary>The scripts in <c>deploy/backup</c>, as an operator runs them.</summary>
internal static class BackupScript
{
    /// <exception cref="SkipTestException">The program that copies the database is not installed.</exception>
    public static async Task RunAsync(string name, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var (code, output) = await TryAsync(name, arguments, environment);
        code.ShouldBe(0, output);
    }

    public static async Task<(int Code, string Output)> TryAsync(string name, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var program = name.EndsWith("-sqlite", StringComparison.Ordinal) ? "sqlite3" : "psql";
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))))
        {
            throw new SkipTestException($"The program '{program}' is missing: install the package {(program == "psql" ? "postgresql" : program)}.");
        }

        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "backup", name), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (variable, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[variable] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + errors);
    }
}
