using System.CommandLine;
using FencyGrid.Bench.Capacity;
using FencyGrid.Bench.Floors;
using FencyGrid.Bench.Locomo;
using FencyGrid.Bench.Memories;
using FencyGrid.Bench.Placement;
using FencyGrid.Bench.Postgres;
using FencyGrid.Bench.Reporting;
using FencyGrid.Bench.Server;
using FencyGrid.Bench.Silos;
using FencyGrid.Bench.Streams;
using FencyGrid.Bench.Trees;
using FencyGrid.Bench.Webhooks;

var output = new Option<string>("--output") { Description = "Where the JSON goes.", DefaultValueFactory = _ => "bench-result.json" };
var seconds = new Option<double>("--seconds") { Description = "How long each throughput is measured.", DefaultValueFactory = _ => 8 };
var largest = new Option<int>("--chunks") { Description = "The largest store.", DefaultValueFactory = _ => 100_000 };
var noPeers = new Option<bool>("--no-peers") { Description = "Leaves mem0 and LanceDB out." };
var memories = new Command("memories", "Creates, searches and growth of document memories, with floors and peers.") { output, seconds, largest, noPeers };
memories.SetAction(async (arguments, _) =>
{
    var report = new Report("memories");
    await new MemoriesBench(report, arguments.GetValue(seconds), arguments.GetValue(largest)).RunAsync(!arguments.GetValue(noPeers));
    await report.WriteAsync(arguments.GetValue(output)!);
});

var connections = new Option<int>("--connections") { Description = "How many connections write at once.", DefaultValueFactory = _ => 16 };
var postgres = new Command("postgres", "Durable creates through the PostgreSQL store, against pgbench with the same rows.") { output, seconds, connections };
postgres.SetAction(async (arguments, _) =>
{
    var report = new Report("postgres");
    await new PostgresBench(report, arguments.GetValue(seconds), arguments.GetValue(connections)).RunAsync();
    await report.WriteAsync(arguments.GetValue(output)!);
});

var capacity = new Command("capacity", "What operations cost a server and its PostgreSQL: processor time, log, disk and memory.") { output, seconds };
capacity.SetAction(async (arguments, _) =>
{
    var report = new Report("capacity");
    await new CapacityBench(report, arguments.GetValue(seconds)).RunAsync();
    await report.WriteAsync(arguments.GetValue(output)!);
});

var cluster = new Command("cluster", "A turn in a silo against one on the embedded engine, and one silo against the single-machine server on the same PostgreSQL.") { output, seconds, connections };
cluster.SetAction(async (arguments, _) =>
{
    var report = new Report("cluster");
    await new ClusterBench(report, arguments.GetValue(seconds), arguments.GetValue(connections)).RunAsync();
    await report.WriteAsync(arguments.GetValue(output)!);
});

var webhooks = new Command("webhooks", "Deliveries to healthy endpoints beside dead ones.") { output, seconds };
webhooks.SetAction(async (arguments, _) =>
{
    var report = new Report("webhooks");
    await new WebhooksBench(report, arguments.GetValue(seconds)).RunAsync();
    await report.WriteAsync(arguments.GetValue(output)!);
});

var count = new Option<int>("--streams") { Description = "How many streams are open at once.", DefaultValueFactory = _ => 1_000 };
var streams = new Command("streams", "Streaming completions over a model's own time, and many streams at once.") { output, count };
streams.SetAction(async (arguments, _) =>
{
    var report = new Report("streams");
    await new StreamsBench(report, arguments.GetValue(count)).RunAsync();
    await report.WriteAsync(arguments.GetValue(output)!);
});

var facts = new Option<int>("--facts") { Description = "The largest tree.", DefaultValueFactory = _ => 100_000 };
var treeCount = new Option<int>("--trees") { Description = "How many trees are used alike.", DefaultValueFactory = _ => 10_000 };
var only = new Option<string[]>("--only") { Description = "Only these: bulk, cold, consolidation, large, many.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
var trees = new Command("trees", "Memory trees: one large, cold ones, many at once, one that consolidates beside others.") { output, seconds, facts, treeCount, only };
trees.SetAction(async (arguments, _) =>
{
    var report = new Report("trees");
    await new TreesBench(report, arguments.GetValue(seconds), arguments.GetValue(facts), arguments.GetValue(treeCount)).RunAsync(arguments.GetValue(only)!);
    await report.WriteAsync(arguments.GetValue(output)!);
});

var url = new Argument<string>("url");
var serveEmpty = new Command("serve-empty", "The empty endpoint that a floor is measured on.") { url };
serveEmpty.Hidden = true;
serveEmpty.SetAction(arguments => EmptyEndpoint.Serve(arguments.GetValue(url)!));

var server = new Option<FileInfo>("--server") { Description = "FencyGrid.Api.dll of another build of the server, such as a published one.", Recursive = true };
server.AcceptExistingOnly();
var root = new RootCommand("Measures FencyGrid over HTTP, as ratios to floors and peers in the same run.")
{
    memories, trees, postgres, cluster, capacity, webhooks, streams, LocomoCommand.Create(output), PlacementCommand.Create(output), serveEmpty, server,
};
var command = root.Parse(args);
if (command.GetValue(server) is { } program)
{
    ServerProcess.Program = program.FullName;
}

return await command.InvokeAsync();
