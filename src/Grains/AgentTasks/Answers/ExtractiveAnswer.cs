using System.Text;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.AgentTasks.Runs;
using FencyGrid.Grains.Models;

namespace FencyGrid.Grains.AgentTasks.Answers;

/// <summary>An answer without a model: the best passages, quoted as they stand, each with its memory and pages. It says that it is one.</summary>
internal static class ExtractiveAnswer
{
    private const int MaxQuotes = 5;

    /// <summary>A passage that scores this much below the best one is no answer beside it.</summary>
    private const double MinShareOfBest = 0.4;

    public static async Task<IReadOnlyList<AgentTaskResultPart>> WriteAsync(
        AgentTaskRun run, AnswerSteps steps, string question, IReadOnlyList<MemorySearchHit> hits, string? language, CancellationToken cancellationToken)
    {
        var isNorwegian = language == LanguageNames.Norwegian;
        var quoted = hits.Where(hit => hit.Score >= MinShareOfBest * hits[0].Score).Take(MaxQuotes).ToArray();
        var text = new StringBuilder(quoted.Length == 0 ? Nothing(isNorwegian) : Introduction(isNorwegian));
        await run.Progress.PublishAsync("text-1", new TextProgress(text.ToString()), cancellationToken);
        foreach (var hit in quoted)
        {
            text.Append("\n\n> ").Append(PassageQuote.Of(hit.MatchingChunk.Content, question).ReplaceLineEndings("\n> "));
            text.Append($"\n>\n> [{LinkText(hit.MemoryTitle)}]({AnswerLinks.ToMemory(hit.MemoryTypeId, hit.MemoryId)})");
            if (hit.MatchingChunk.PageNumbers is [_, ..] pages)
            {
                text.Append($", {(isNorwegian ? "side" : "page")} {string.Join(", ", pages)}");
            }

            await run.Progress.PublishAsync("text-1", new TextProgress(text.ToString()), cancellationToken);
        }

        var answer = text.ToString();
        var sources = quoted.Length == 0 ? [] : await steps.CiteAsync(answer, cancellationToken);
        return AnswerParts.Of(answer, sources, steps.Evidence.All, files: []);
    }

    public static string Plan(int types, string? language) => language == LanguageNames.Norwegian
        ? $"Ingen språkmodell er satt opp, så jeg slår opp titler og søker i tekstene i {types} minnetype(r) og siterer de beste avsnittene."
        : $"No language model is configured, so I look up titles, search the texts of {types} memory type(s) and quote the best passages.";

    private static string Introduction(bool isNorwegian) => isNorwegian
        ? $"Ingen språkmodell er satt opp ({IChatModels.Setting}). Dette er avsnittene som passer best, sitert ordrett:"
        : $"No language model is configured ({IChatModels.Setting}). These are the passages that match best, quoted as they stand:";

    private static string Nothing(bool isNorwegian) => isNorwegian
        ? $"Ingen språkmodell er satt opp ({IChatModels.Setting}), og ingen avsnitt i minnene passer til spørsmålet."
        : $"No language model is configured ({IChatModels.Setting}), and no passage of the memories matches the question.";

    private static string LinkText(string title) => title.Replace("[", "(", StringComparison.Ordinal).Replace("]", ")", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
