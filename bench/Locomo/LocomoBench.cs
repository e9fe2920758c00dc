using System.Diagnostics;
using System.Text.Json;
using FencyGrid.Bench.Load;
using FencyGrid.Bench.Server;

namespace FencyGrid.Bench.Locomo;

/// <summary>
/// How well conversations are found again: loads them into a server process over HTTP, asks their questions through search, and scores what
/// comes back against the messages that hold the answers.
/// </summary>
/// <param name="embeddings">Where the server embeds; null for no embedding model.</param>
/// <param name="topK">How many items each search asks for; enough that thirty sessions are among them.</param>
public sealed class LocomoBench(LocomoData data, int topK, bool rerank, bool namesAsRoles, IReadOnlyDictionary<string, string> serverSettings, EmbeddingsStub? embeddings)
{
    // What a client that asks for no particular number gets.
    private const int DefaultTopK = 10;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<object> _runs = [];
    private readonly IReadOnlyDictionary<string, string> _settings = serverSettings.Concat(embeddings?.Settings ?? new Dictionary<string, string>()).ToDictionary();
    private object? _search;

    public async Task RunAsync(bool infer, TextWriter? details)
    {
        await using var store = new TemporaryStore();
        using var server = await ServerProcess.StartAsync(store.Path, _settings);
        using var http = new HttpConnections(server.Address, ServerProcess.SecretKey);
        var client = new LocomoClient(http, namesAsRoles);

        var extraction = 0.0;
        var loading = Stopwatch.StartNew();
        foreach (var conversation in data.Conversations)
        {
            foreach (var session in conversation.Sessions)
            {
                extraction += await client.ImportAsync(conversation, session, infer);
            }
        }

        loading.Stop();
        if (embeddings is not null)
        {
            await embeddings.WaitUntilQuietAsync();
            Console.WriteLine($"{embeddings.Texts} texts embedded by the stub");
        }

        var scored = new List<(int Category, LocomoScores Scores)>();
        var latencies = new List<double>();
        foreach (var conversation in data.Conversations)
        {
            foreach (var question in conversation.Questions)
            {
                var started = Stopwatch.GetTimestamp();
                var hits = await client.SearchAsync(conversation.Id, question.Text, topK, rerank);
                latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                var scores = LocomoScores.Of(question, hits);
                scored.Add((question.Category, scores));
                if (details is not null)
                {
                    await details.WriteLineAsync(JsonSerializer.Serialize(new
                    {
                        infer,
                        conversation = conversation.Id,
                        question = question.Text,
                        category = question.Category,
                        evidence = question.Turns,
                        found = hits.Take(10).Select(hit => hit.Turns),
                        sessions = hits.Select(hit => hit.SessionId).Distinct().Take(10),
                    }));
                }
            }
        }

        Publish(infer, scored, latencies, loading.Elapsed, extraction);
    }

    /// <summary>Search over one user's many messages: the conversations again and again, each time under other ids.</summary>
    public async Task MeasureSearchAsync(int memories)
    {
        await using var store = new TemporaryStore();
        using var server = await ServerProcess.StartAsync(store.Path, serverSettings);
        using var http = new HttpConnections(server.Address, ServerProcess.SecretKey);
        var client = new LocomoClient(http, namesAsRoles);
        const string user = "everyone";
        var stored = 0;
        for (var round = 0; stored < memories; round++)
        {
            foreach (var conversation in data.Conversations)
            {
                foreach (var session in conversation.Sessions.TakeWhile(_ => stored < memories))
                {
                    await client.ImportAsync(conversation, session, infer: false, user, $"{round} {conversation.Id} {session.Id}");
                    stored += session.Turns.Count;
                }
            }
        }

        // The first round warms up.
        var latencies = new List<double>();
        foreach (var isMeasured in new[] { false, true })
        {
            foreach (var question in data.Conversations.SelectMany(conversation => conversation.Questions))
            {
                var started = Stopwatch.GetTimestamp();
                await client.SearchAsync(user, question.Text, DefaultTopK, rerank);
                if (isMeasured)
                {
                    latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }
        }

        latencies.Sort();
        var (p50, p95) = (latencies[latencies.Count / 2], latencies[latencies.Count * 95 / 100]);
        Console.WriteLine($"search over {stored:N0} conversation memories of one user, top_k {DefaultTopK}: p50 {p50:N2} ms, p95 {p95:N2} ms over HTTP");
        _search = new { memories = stored, topK = DefaultTopK, milliseconds = new { p50, p95 } };
    }

    public async Task WriteAsync(string path)
    {
        var document = new
        {
            bench = "locomo",
            at = DateTimeOffset.UtcNow,
            data = new { sha256 = data.Sha256, conversations = data.Conversations.Count, questions = data.Conversations.Sum(conversation => conversation.Questions.Count) },
            parameters = new { topK, rerank, namesAsRoles, mode = "flat", import = true, charactersPerToken = LocomoScores.CharactersPerToken, server = _settings.Keys },
            runs = _runs,
            search = _search,
        };
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(document, Json));
        Console.WriteLine($"Written to {path}");
    }

    private void Publish(bool infer, List<(int Category, LocomoScores Scores)> scored, List<double> latencies, TimeSpan loading, double extraction)
    {
        var groups = scored.GroupBy(question => question.Category).OrderBy(group => group.Key)
            .Select(group => (Name: $"category {group.Key}", Count: group.Count(), Mean: LocomoScores.Mean([.. group.Select(question => question.Scores)])))
            .Append((Name: "overall", Count: scored.Count, Mean: LocomoScores.Mean([.. scored.Select(question => question.Scores)])))
            .ToList();
        var messages = data.Conversations.Sum(conversation => conversation.Sessions.Sum(session => session.Turns.Count));
        latencies.Sort();
        Console.WriteLine($"LoCoMo through the XTrace API, infer {(infer ? "on" : "off")}, top_k {topK}, rerank {(rerank ? "on" : "off")}, names {(namesAsRoles ? "as roles" : "before the words")}");
        Console.WriteLine($"data SHA-256 {data.Sha256}, {data.Conversations.Count} conversations, {messages} messages; a token is {LocomoScores.CharactersPerToken} characters");
        Console.WriteLine($"loaded at {messages / loading.TotalSeconds:N0} messages a second; search p50 {latencies[latencies.Count / 2]:N2} ms, p95 {latencies[latencies.Count * 95 / 100]:N2} ms");
        if (infer)
        {
            Console.WriteLine($"extraction reads {messages / extraction * 1000:N0} messages a second on one core");
        }

        Console.WriteLine($"{"",-18}{string.Concat(groups.Select(group => $"{group.Name,13}"))}");
        Console.WriteLine($"{"questions",-18}{string.Concat(groups.Select(group => $"{group.Count,13}"))}");
        foreach (var figure in groups[0].Mean.Figures.Keys)
        {
            Console.WriteLine($"{figure,-18}{string.Concat(groups.Select(group => $"{Shown(figure, group.Mean.Figures[figure]),13}"))}");
        }

        Console.WriteLine();
        _runs.Add(new
        {
            infer,
            messagesPerSecond = messages / loading.TotalSeconds,
            extractedPerSecond = infer ? messages / extraction * 1000 : (double?)null,
            searchMilliseconds = new { p50 = latencies[latencies.Count / 2], p95 = latencies[latencies.Count * 95 / 100] },
            groups = groups.Select(group => new { name = group.Name, questions = group.Count, figures = group.Mean.Figures }),
        });
    }

    private static string Shown(string figure, double value) =>
        value.ToString(figure.StartsWith("tokens", StringComparison.Ordinal) ? "N0" : "0.000", System.Globalization.CultureInfo.InvariantCulture);
}
