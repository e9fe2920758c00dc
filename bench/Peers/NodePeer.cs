using System.Diagnostics;
using System.Text.Json;

namespace FencyGrid.Bench.Peers;

/// <summary>A peer measured by its script in bench/Peers. Needs Node.js and npm; packages are installed at the first use.</summary>
public static class NodePeer
{
    /// <returns>The script's report; null, with the reason on the console, where it cannot run here.</returns>
    public static async Task<JsonElement?> MeasureAsync(string script, IReadOnlyList<string> texts, IReadOnlyList<string> queries, int addSeconds)
    {
        var folder = Path.Combine(RepositoryRoot(), "bench", "Peers");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")) && (await RunAsync(folder, "npm", "install")).Exit != 0)
        {
            Console.WriteLine($"{script}: left out, its packages could not be installed.");
            return null;
        }

        var input = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(input, JsonSerializer.Serialize(new { texts, queries, addSeconds }));
            var (exit, output) = await RunAsync(folder, "node", script, input);
            if (exit == 0)
            {
                return JsonDocument.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
            }

            Console.WriteLine($"{script}: left out, it ended with {exit}.");
            return null;
        }
        finally
        {
            File.Delete(input);
        }
    }

    private static async Task<(int Exit, string Output)> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "FencyGrid.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("bench runs from a checkout: FencyGrid.sln was not found above it.");
    }
}
