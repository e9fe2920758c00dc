using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FencyGrid.Bench.Load;
using FencyGrid.Bench.Memories;
using FencyGrid.Bench.Reporting;
using FencyGrid.Bench.Server;
using FencyGrid.Compliance.Postgres;

namespace FencyGrid.Bench.Silos;

/// <summary>
/// What the cluster costs where one machine would do: a turn on an activation in the same silo against one on the embedded engine, and the
/// requests a second of one silo against those of the single-machine server, on databases of one PostgreSQL.
/// </summary>
public sealed class ClusterBench(Report report, double seconds, int connections)
{
    private const int Rounds = 3;
    private const int Characters = 400;
    private const int Trees = 200;

    public async Task RunAsync()
    {
        if (PostgresServer.FindPrograms() is null)
        {
            Console.WriteLine("PostgreSQL is needed here: install the package postgresql.");
            return;
        }

        if (!File.Exists(ClusterPrograms.Silo) || !File.Exists(ClusterPrograms.Turns))
        {
            Console.WriteLine($"There is no {ClusterPrograms.Silo} or no {ClusterPrograms.Turns}. Where the Orleans packages can be had: dotnet build src/Silo/FencyGrid.Silo.slnx -c Release");
            return;
        }

        await TurnsAsync();
        await RequestsAsync();
    }

    private async Task TurnsAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [ClusterPrograms.Turns]) { RedirectStandardOutput = true })!;
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        var times = lines.Select(line => line.Split(' ')).ToDictionary(parts => $"{parts[0]} {parts[1]}", parts => double.Parse(parts[2], CultureInfo.InvariantCulture));
        foreach (var (name, time) in times)
        {
            report.Add($"a turn, {name}", time, "µs");
        }

        report.Add("a turn on a local activation of a silo adds, p50", times["silo p50"] - times["embedded p50"], "µs", "<= 40");
    }

    private async Task RequestsAsync()
    {
        using var database = await PostgresServer.StartAsync(durable: true);
        await using var store = new TemporaryStore();
        using var single = await ServerProcess.StartAsync(store.Path, new Dictionary<string, string>
        {
            ["ConnectionStrings__FencyGrid"] = await PostgresServer.CreateDatabaseAsync(database.Administrator),
        });
        using var silo = await ServerProcess.StartAsync(store.Path, new Dictionary<string, string>
        {
            ["ConnectionStrings__FencyGrid"] = await PostgresServer.CreateDatabaseAsync(database.Administrator),
            ["FencyGrid__Cluster__AdvertisedHost"] = "127.0.0.1",
            ["FencyGrid__Cluster__SiloPort"] = $"{ServerProcess.FreePort()}",
            ["FencyGrid__Cluster__GatewayPort"] = $"{ServerProcess.FreePort()}",
        }, ClusterPrograms.Silo);
        using var first = new Subject(single.Address);
        using var second = new Subject(silo.Address);
        await first.PrepareAsync();
        await second.PrepareAsync();

        foreach (var (what, operation) in new (string, Func<Subject, int, Task>)[]
        {
            ("creates of memories", (subject, number) => subject.CreateAsync(number)),
            ("reads of memories", (subject, number) => subject.ReadAsync(number)),
            ("searches of memories", (subject, number) => subject.SearchAsync(number)),
            ("new facts in trees", (subject, number) => subject.AddFactAsync(number)),
            ("searches of trees", (subject, number) => subject.SearchTreeAsync(number)),
        })
        {
            // In turns, so that a machine that slows down slows both.
            var (ofServer, ofSilo) = (new List<double>(), new List<double>());
            for (var round = -1; round < Rounds; round++)
            {
                foreach (var (subject, rates) in new[] { (first, ofServer), (second, ofSilo) })
                {
                    var result = await LoadGenerator.ForSecondsAsync(connections, seconds / Rounds, number => operation(subject, number));
                    if (round >= 0)
                    {
                        rates.Add(result.PerSecond);
                    }
                }
            }

            report.Add($"{what}, single-machine server", Median(ofServer), "requests/s");
            report.Add($"{what}, one silo", Median(ofSilo), "requests/s");
            report.Add($"{what}, silo : server", Median(ofSilo) / Median(ofServer), "x", ">= 0.6");
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed class Subject(Uri address) : IDisposable
    {
        private readonly HttpConnections _http = new(address, ServerProcess.SecretKey);
        private readonly List<string> _memories = [];
        private string _typeId = "";
        private int _created;

        private MemoryClient Client => new(_http);

        public async Task PrepareAsync()
        {
            _typeId = await Client.CreateTypeAsync("cluster");
            for (var number = 0; number < 200; number++)
            {
                _memories.Add(MemoryClient.Id(await Client.CreateAsync(_typeId, Corpus.Text(number, Characters))));
            }

            for (var tree = 0; tree < Trees; tree++)
            {
                await AddFactAsync(tree);
            }
        }

        public Task<string> CreateAsync(int number) => Client.CreateAsync(_typeId, Corpus.Text(1_000_000 + Interlocked.Increment(ref _created), Characters));

        public Task<string> ReadAsync(int number) => _http.SendAsync("GET", $"/v1/memories/{_memories[number % _memories.Count]}");

        public Task<string> SearchAsync(int number) => Client.SearchAsync(_typeId, Corpus.Query(number));

        public Task<string> AddFactAsync(int number) => _http.SendAsync(
            "POST", "/api/v1/agents/bench/memory/facts", JsonSerializer.Serialize(new { user_id = $"u{number % Trees}", content = Corpus.Text(2_000_000 + Interlocked.Increment(ref _created), 80) }));

        public Task<string> SearchTreeAsync(int number) =>
            _http.SendAsync("GET", $"/api/v1/agents/bench/memory/search?user_id=u{number % Trees}&q={Uri.EscapeDataString(Corpus.Query(number))}");

        public void Dispose() => _http.Dispose();
    }
}
