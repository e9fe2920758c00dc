using System.CommandLine;

namespace FencyGrid.Bench.Locomo;

/// <summary>The command line of <see cref="LocomoBench"/>.</summary>
internal static class LocomoCommand
{
    public static Command Create(Option<string> output)
    {
        var data = new Option<FileInfo>("--data") { Description = "A file of LoCoMo conversations.", Required = true };
        var infer = new Option<bool>("--infer") { Description = "Runs a second time on extracted facts instead of whole messages." };
        var topK = new Option<int>("--top-k") { Description = "How many items each search asks for.", DefaultValueFactory = _ => 300 };
        var rerank = new Option<bool>("--rerank") { Description = "Asks for reranked results." };
        var names = new Option<bool>("--names-as-roles") { Description = "Gives a speaker's name as the message's role, instead of before the words." };
        var details = new Option<string?>("--details") { Description = "Where a line of JSON for each question goes." };
        var memories = new Option<int>("--memories") { Description = "Measures search over so many messages of one user, the conversations repeated; 0 for not.", DefaultValueFactory = _ => 10_000 };
        var embeddings = new Option<bool>("--embeddings") { Description = "Has the server embed through a stub endpoint." };
        var settings = new Option<string[]>("--setting") { Description = "A setting of the server, as FencyGrid__Name=value." };
        var command = new Command("locomo", "Finds the evidence for questions about long conversations.") { data, infer, topK, rerank, names, details, memories, embeddings, settings, output };
        command.SetAction(async (arguments, _) =>
        {
            await using var stub = arguments.GetValue(embeddings) ? await EmbeddingsStub.StartAsync() : null;
            var bench = new LocomoBench(
                await LocomoData.ReadAsync(arguments.GetValue(data)!.FullName),
                arguments.GetValue(topK),
                arguments.GetValue(rerank),
                arguments.GetValue(names),
                (arguments.GetValue(settings) ?? []).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]),
                stub);
            await using var lines = arguments.GetValue(details) is { } path ? File.CreateText(path) : null;
            await bench.RunAsync(infer: false, lines);
            if (arguments.GetValue(infer))
            {
                await bench.RunAsync(infer: true, lines);
            }

            if (arguments.GetValue(memories) is > 0 and var count)
            {
                await bench.MeasureSearchAsync(count);
            }

            await bench.WriteAsync(arguments.GetValue(output)!);
        });
        return command;
    }
}
