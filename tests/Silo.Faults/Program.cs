using System.CommandLine;
using System.Diagnostics;
using FencyGrid.Silo.Faults;
using FencyGrid.Silo.Faults.Cluster;
using FencyGrid.Silo.Faults.Faults;
using FencyGrid.Silo.Faults.Reporting;

var program = new Option<string>("--program") { Description = "The server's assembly.", DefaultValueFactory = _ => FaultRunDefaults.Program };
var next = new Option<string?>("--next-program") { Description = "Another build of it, which silos are replaced by." };
var silos = new Option<int>("--silos") { DefaultValueFactory = _ => 3 };
var rate = new Option<double>("--rate") { Description = "Calls a second.", DefaultValueFactory = _ => 60 };
var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
var minutes = new Option<double?>("--mixed-minutes") { Description = "Faults of all kinds in a random order for so long; without it each once." };
var only = new Option<string[]>("--fault") { Description = "Only faults whose name contains this." };
var output = new Option<string?>("--output") { Description = "Where the JSON goes." };
var logs = new Option<string?>("--logs") { Description = "A folder for what the silos print." };
var command = new RootCommand("A cluster of real silo processes under load and faults, and a check that nothing acknowledged is lost.") { program, next, silos, rate, seed, minutes, only, output, logs };
command.SetAction(async (arguments, cancellationToken) =>
{
    var faults = Fault.All
        .Where(fault => !fault.NeedsNetwork || SiloNetwork.Impossible() is null)
        .Where(fault => arguments.GetValue(only) is not { Length: > 0 } names || names.Any(name => fault.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))
        .ToArray();
    if (SiloNetwork.Impossible() is { } reason)
    {
        Console.WriteLine($"No silo is cut off: {reason}");
    }

    if (arguments.GetValue(logs) is { } folder)
    {
        Directory.CreateDirectory(folder);
    }

    var run = new FaultRun(
        new FaultRunOptions
        {
            Program = arguments.GetValue(program)!,
            NextProgram = arguments.GetValue(next),
            Silos = arguments.GetValue(silos),
            CallsPerSecond = arguments.GetValue(rate),
            Seed = arguments.GetValue(seed),
            LogFolder = arguments.GetValue(logs),
        },
        Console.Out);
    var result = await run.RunAsync(arguments.GetValue(minutes) is { } time ? Mixed(faults, TimeSpan.FromMinutes(time), arguments.GetValue(seed)) : faults, cancellationToken);
    FaultReport.Print(result, Console.Out);
    if (arguments.GetValue(output) is { } path)
    {
        await File.WriteAllTextAsync(path, FaultReport.ToJson(result), cancellationToken);
    }

    return result.Violations.Count == 0 ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();

static IEnumerable<Fault> Mixed(Fault[] faults, TimeSpan time, int seed)
{
    var random = new Random(seed);
    var clock = Stopwatch.StartNew();
    while (clock.Elapsed < time)
    {
        yield return faults[random.Next(faults.Length)];
    }
}
