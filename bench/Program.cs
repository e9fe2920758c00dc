using System.CommandLine;
using FencyGrid.Bench.Floors;
using FencyGrid.Bench.Locomo;
using FencyGrid.Bench.Memories;
using FencyGrid.Bench.Reporting;

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

var data = new Option<FileInfo>("--data") { Description = "A file of LoCoMo conversations.", Required = true };
var infer = new Option<bool>("--infer") { Description = "Runs a second time on extracted facts instead of whole messages." };
var topK = new Option<int>("--top-k") { Description = "How many items each search asks for.", DefaultValueFactory = _ => 300 };
var rerank = new Option<bool>("--rerank") { Description = "Asks for reranked results." };
var names = new Option<bool>("--names-as-roles") { Description = "Gives a speaker's name as the message's role, instead of before the words." };
var details = new Option<string?>("--details") { Description = "Where a line of JSON for each question goes." };
var setting = new Option<string[]>("--setting") { Description = "A setting of the server, as FencyGrid__Name=value." };
var locomo = new Command("locomo", "Finds the evidence for questions about long conversations.") { data, infer, topK, rerank, names, details, setting, output };
locomo.SetAction(async (arguments, _) =>
{
    var settings = (arguments.GetValue(setting) ?? []).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
    var bench = new LocomoBench(await LocomoData.ReadAsync(arguments.GetValue(data)!.FullName), arguments.GetValue(topK), arguments.GetValue(rerank), arguments.GetValue(names), settings);
    await using var lines = arguments.GetValue(details) is { } path ? File.CreateText(path) : null;
    await bench.RunAsync(infer: false, lines);
    if (arguments.GetValue(infer))
    {
        await bench.RunAsync(infer: true, lines);
    }

    await bench.WriteAsync(arguments.GetValue(output)!);
});

var url = new Argument<string>("url");
var serveEmpty = new Command("serve-empty", "The empty endpoint that a floor is measured on.") { url };
serveEmpty.Hidden = true;
serveEmpty.SetAction(arguments => EmptyEndpoint.Serve(arguments.GetValue(url)!));

return await new RootCommand("Measures FencyGrid over HTTP, as ratios to floors and peers in the same run.") { memories, locomo, serveEmpty }.Parse(args).InvokeAsync();
