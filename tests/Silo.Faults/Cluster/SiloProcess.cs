using System.Collections.Concurrent;
using System.Diagnostics;

namespace FencyGrid.Silo.Faults.Cluster;

/// <summary>A silo as a process of its own, which can be killed, frozen and told to stop.</summary>
public sealed class SiloProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TextWriter? _log;
    private volatile bool _isToEnd;

    private SiloProcess(Process process, Uri address, string? logFile)
    {
        _process = process;
        _log = logFile is null ? null : TextWriter.Synchronized(new StreamWriter(logFile, append: true) { AutoFlush = true });
        Address = address;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>Whether it ended although nobody ended it.</summary>
    public bool HasEndedItself => !_isToEnd && _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>The last of what it printed.</summary>
    public string Output => string.Join('\n', _lines);

    /// <param name="within">A command that runs the silo where it is to be; empty for here.</param>
    /// <param name="logFile">What it prints is added to this file; null keeps only the last of it.</param>
    public static SiloProcess Start(string program, Uri address, IReadOnlyList<string> within, IReadOnlyDictionary<string, string> settings, string? logFile)
    {
        string[] command = [.. within, "dotnet", program];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new SiloProcess(Process.Start(start)!, address, logFile);
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _isToEnd = true;
        _process.Kill();
        _process.WaitForExit();
    }

    public Task FreezeAsync() => SignalAsync("STOP");

    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>SIGTERM, and waits for the end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isToEnd = true;
        await SignalAsync("TERM");
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
        _log?.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private void Keep(string? line)
    {
        const int MostLines = 400;
        if (line is not null)
        {
            _log?.WriteLine(line);
            _lines.Enqueue(line);
            if (_lines.Count > MostLines)
            {
                _lines.TryDequeue(out _);
            }
        }
    }
}
