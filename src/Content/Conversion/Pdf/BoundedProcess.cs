using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace FencyGrid.Content.Conversion.Pdf;

/// <summary>What a child process left behind.</summary>
/// <param name="IsTruncated">Whether it wrote more than allowed, and was killed for it.</param>
internal sealed record ProcessOutcome(int ExitCode, string Output, string Errors, bool IsTruncated);

/// <summary>Runs a program on hostile input: bounded in output, time, processor time and memory, killed with its whole tree.</summary>
internal static class BoundedProcess
{
    private const int MaxErrorCharacters = 16 * 1024;

    /// <summary>The program's full path; null if it is nowhere.</summary>
    public static string? Find(string program)
    {
        if (program.Contains(Path.DirectorySeparatorChar))
        {
            return File.Exists(program) ? Path.GetFullPath(program) : null;
        }

        var directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var names = OperatingSystem.IsWindows() ? new[] { program + ".exe", program } : [program];
        return directories.SelectMany(directory => names.Select(name => Path.Combine(directory, name))).FirstOrDefault(File.Exists);
    }

    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    /// <exception cref="OperationCanceledException">The process was killed because the token was cancelled.</exception>
    public static async Task<ProcessOutcome> RunAsync(
        string program, IReadOnlyList<string> arguments, string directory, int maxOutputCharacters, long memoryBytes, TimeSpan processorTime, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = Describe(program, arguments, directory, memoryBytes, processorTime) };
        process.Start();
        try
        {
            process.StandardInput.Close();
            var errors = ReadErrorsAsync(process.StandardError, cancellationToken);
            var (output, isTruncated) = await ReadAsync(process.StandardOutput, maxOutputCharacters, cancellationToken);
            if (isTruncated)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync(cancellationToken);
            return new ProcessOutcome(process.ExitCode, output, await errors, isTruncated);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static ProcessStartInfo Describe(string program, IReadOnlyList<string> arguments, string directory, long memoryBytes, TimeSpan processorTime)
    {
        var limiter = OperatingSystem.IsLinux() ? Find("prlimit") : null;
        var start = new ProcessStartInfo(limiter ?? program)
        {
            CreateNoWindow = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardErrorEncoding = Encoding.UTF8,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = directory,
        };
        if (limiter is not null)
        {
            var seconds = Math.Max(1, (long)Math.Ceiling(processorTime.TotalSeconds));
            start.ArgumentList.Add($"--as={memoryBytes}");
            start.ArgumentList.Add($"--cpu={seconds}");
            start.ArgumentList.Add("--core=0");
            start.ArgumentList.Add("--fsize=67108864");
            start.ArgumentList.Add(program);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The server's environment holds its secrets; the child needs none of it.
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["LC_ALL"] = "C";
        start.Environment["HOME"] = directory;
        return start;
    }

    private static async Task<(string Text, bool IsTruncated)> ReadAsync(StreamReader reader, int maxCharacters, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[16 * 1024];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (text.Length + (long)read > maxCharacters)
            {
                return (text.ToString(), true);
            }

            text.Append(buffer, 0, read);
        }

        return (text.ToString(), false);
    }

    // Read to the end even past the limit: a full pipe would stop the child.
    private static async Task<string> ReadErrorsAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new char[4 * 1024];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            text.Append(buffer, 0, Math.Min(read, MaxErrorCharacters - text.Length));
        }

        return text.ToString();
    }
}
