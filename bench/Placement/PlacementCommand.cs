using System.CommandLine;
using FencyGrid.Bench.Reporting;

namespace FencyGrid.Bench.Placement;

internal static class PlacementCommand
{
    public static Command Create(Option<string> output)
    {
        var silos = new Option<int>("--silos") { DefaultValueFactory = _ => 100 };
        var trees = new Option<int>("--trees") { DefaultValueFactory = _ => 1_000_000 };
        var types = new Option<int>("--types") { Description = "Memory types, of which each has a shard for every 32,768 chunks.", DefaultValueFactory = _ => 5_000 };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
        var command = new Command("placement", "Simulates where trees and search shards lie on many silos, and what moves when silos leave and join.") { silos, trees, types, seed, output };
        command.SetAction((arguments, _) =>
        {
            var report = new Report("placement");
            new PlacementBench(report, arguments.GetValue(silos), arguments.GetValue(trees), arguments.GetValue(types), arguments.GetValue(seed)).Run();
            return report.WriteAsync(arguments.GetValue(output)!);
        });
        return command;
    }
}
