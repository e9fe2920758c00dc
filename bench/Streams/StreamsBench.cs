using System.Diagnostics;
using FencyGrid.Bench.Load;
using FencyGrid.Bench.Reporting;
using FencyGrid.Bench.Server;

namespace FencyGrid.Bench.Streams;

/// <summary>
/// Streaming chat completions as a browser app runs them, with a model that is a stub in this process: what the server adds to the model's
/// own time, and many streams at once. Load generator and stub share the machine with the server.
/// </summary>
public sealed class StreamsBench(Report report, int streams)
{
    private const int WarmUp = 200;
    private const int Measured = 300;

    /// <summary>A model that takes five seconds for its answer, so that all tasks of the crowd are under way together.</summary>
    private const int Words = 20;
    private const int PauseMilliseconds = 250;
    private const int OpenedAtOnce = 16;
    private const int StartedAtOnce = 64;

    /// <summary>Comes and goes before the crowd, so that what a server holds once, however many its streams are, is not counted as theirs.</summary>
    private const int EarlierCrowd = 200;

    public async Task RunAsync()
    {
        await using var store = new TemporaryStore();
        await using var model = await ModelStub.StartAsync();
        using var server = await ServerProcess.StartAsync(store.Path, new Dictionary<string, string>
        {
            ["FencyGrid__Models__default__Endpoint"] = model.Address,
            ["FencyGrid__Models__default__Model"] = "stub",
        });
        using var http = new HttpConnections(server.Address, ServerProcess.SecretKey);
        var app = new BrowserApp(server.Address, http);
        await FirstWordAsync(app, model);
        await EarlierCrowdAsync(app);
        await CrowdAsync(app, server);
    }

    /// <summary>One task after the other: the time from the task's request to its first Text event, less the time that the model took.</summary>
    private async Task FirstWordAsync(BrowserApp app, ModelStub model)
    {
        var added = new List<double>();
        var stream = await app.OpenAsync();
        for (var number = 0; number < WarmUp + Measured; number++)
        {
            var name = $"first{number}";
            var token = await app.TaskTokenAsync();
            var started = Stopwatch.GetTimestamp();
            var task = app.StartAsync(stream, token, ModelStub.Question(name, 2, 20));
            var first = await stream.Events.ReadAsync();
            if (number >= WarmUp)
            {
                added.Add((Stopwatch.GetElapsedTime(started, first.ReceivedAt) - model.FirstWord(name)).TotalMilliseconds);
            }

            await ReadToEndAsync(stream, await task, name, 2, first);
        }

        stream.Events.Dispose();
        var latencies = new Latencies(added);
        report.Add("first Text event, over the model's own time, p50", latencies.P50, "ms", "at most 10");
        report.Add("first Text event, over the model's own time, p95", latencies.P95, "ms", "at most 10");
    }

    private static async Task EarlierCrowdAsync(BrowserApp app)
    {
        var open = await OpenAsync(app, EarlierCrowd);
        await RunAsync(app, open.Streams, "earlier");
        CloseAll(open.Streams);
    }

    private async Task CrowdAsync(BrowserApp app, ServerProcess server)
    {
        var before = server.ResidentBytes();
        var (open, perSecond) = await OpenAsync(app, streams);
        report.Add($"streams opened, {OpenedAtOnce} at a time", perSecond, "streams/s");
        report.Add($"resident per open stream, {streams} open", PerStream(server, before), "KiB", "at most 60");

        var used = server.ProcessorTime();
        var clock = Stopwatch.StartNew();
        var running = RunAsync(app, open, "crowd");
        var largest = 0.0;
        while (await Task.WhenAny(running, Task.Delay(100)) != running)
        {
            largest = Math.Max(largest, PerStream(server, before));
        }

        var followed = await running;
        report.Add($"{streams} tasks, each on its stream: events, a failure if one is lost or out of order", followed.Sum(one => one.Events), "events");
        report.Add($"{streams} tasks: the whole crowd, of which each one's model takes {Words * PauseMilliseconds / 1000.0:0.#} s", clock.Elapsed.TotalSeconds, "s");
        report.Add($"{streams} tasks: from request to first Text event, p95", new Latencies(followed.Select(one => one.FirstWord)).P95, "ms");
        report.Add("the server's processor time per task", (server.ProcessorTime() - used).TotalMilliseconds / streams, "ms");
        report.Add("resident per open stream with its task, the largest seen", largest, "KiB", "at most 60");
        CloseAll(open);
    }

    private static async Task<(OpenStream[] Streams, double PerSecond)> OpenAsync(BrowserApp app, int count)
    {
        var open = new OpenStream[count];
        var opening = await LoadGenerator.TimesAsync(OpenedAtOnce, count, async number => open[number] = await app.OpenAsync());
        return (open, opening.PerSecond);
    }

    /// <summary>A task on each stream, all under way together.</summary>
    private static async Task<IReadOnlyList<(double FirstWord, int Events)>> RunAsync(BrowserApp app, OpenStream[] open, string name)
    {
        var tokens = new string[open.Length];
        await LoadGenerator.TimesAsync(OpenedAtOnce, open.Length, async number => tokens[number] = await app.TaskTokenAsync());
        using var room = new SemaphoreSlim(StartedAtOnce);
        return await Task.WhenAll(open.Select((stream, number) => FollowAsync(app, stream, tokens[number], $"{name}{number}", room)));
    }

    private static void CloseAll(IEnumerable<OpenStream> open)
    {
        foreach (var stream in open)
        {
            stream.Events.Dispose();
        }
    }

    /// <returns>Milliseconds from the request to the first Text event, and how many events came.</returns>
    private static async Task<(double FirstWord, int Events)> FollowAsync(BrowserApp app, OpenStream stream, string token, string name, SemaphoreSlim room)
    {
        await room.WaitAsync();
        var started = Stopwatch.GetTimestamp();
        var task = await app.StartAsync(stream, token, ModelStub.Question(name, Words, PauseMilliseconds));
        room.Release();
        var first = await stream.Events.ReadAsync();
        var events = await ReadToEndAsync(stream, task, name, Words, first);
        return (Stopwatch.GetElapsedTime(started, first.ReceivedAt).TotalMilliseconds, events);
    }

    /// <summary>Reads to the task's end and fails unless every word came, in order, on this stream, and nothing else did.</summary>
    private static async Task<int> ReadToEndAsync(OpenStream stream, string taskId, string name, int words, TaskEvent first)
    {
        var answer = ModelStub.Answer(name, words);
        var (current, length) = (first, 0);
        for (var events = 1; ; events++)
        {
            var fits = current.TaskId == taskId && current.Text is { } text && text.Length >= length && answer.StartsWith(text, StringComparison.Ordinal);
            if (!fits || (current.Kind != "Text" && (current.Kind != "Completed" || current.Text != answer)))
            {
                throw new InvalidOperationException($"Lost or out of order on the stream of {name}: {current}");
            }

            if (current.Kind == "Completed")
            {
                return events;
            }

            length = current.Text!.Length;
            current = await stream.Events.ReadAsync();
        }
    }

    private double PerStream(ServerProcess server, long before) => (server.ResidentBytes() - before) / 1024.0 / streams;
}
