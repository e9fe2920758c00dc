namespace FencyGrid.Bench.Locomo;

/// <summary>What one question's answer, or the mean of several, is worth. All figures are 0 to 1 but the tokens.</summary>
public sealed record LocomoScores(IReadOnlyDictionary<string, double> Figures)
{
    /// <summary>An estimate that needs no model's tokenizer.</summary>
    public const double CharactersPerToken = 4;

    private static readonly int[] SessionCuts = [1, 3, 5, 10, 30];
    private static readonly int[] TurnCuts = [5, 10];

    public static LocomoScores Of(LocomoQuestion question, IReadOnlyList<LocomoHit> hits)
    {
        // A session ranks where its best item does.
        List<string> sessions = [.. hits.Select(hit => hit.SessionId).Distinct()];
        var figures = new Dictionary<string, double>();
        foreach (var cut in SessionCuts)
        {
            figures[$"session hit@{cut}"] = sessions.Take(cut).Any(question.Sessions.Contains) ? 1 : 0;
        }

        figures["session NDCG@10"] = Ndcg(sessions, question.Sessions, 10);
        foreach (var cut in TurnCuts)
        {
            var found = hits.Take(cut).SelectMany(hit => hit.Turns).Where(question.Turns.Contains).Distinct().Count();
            figures[$"turn hit@{cut}"] = found > 0 ? 1 : 0;
            figures[$"turn fraction@{cut}"] = (double)found / question.Turns.Count;
            figures[$"turn all@{cut}"] = found == question.Turns.Count ? 1 : 0;
            figures[$"tokens@{cut}"] = hits.Take(cut).Sum(hit => hit.Length) / CharactersPerToken;
        }

        return new LocomoScores(figures);
    }

    public static LocomoScores Mean(IReadOnlyCollection<LocomoScores> scores) => new(
        scores.First().Figures.Keys.ToDictionary(figure => figure, figure => scores.Average(one => one.Figures[figure])));

    /// <summary>Binary relevance; the best possible ranking has all relevant sessions first.</summary>
    private static double Ndcg(List<string> ranked, IReadOnlySet<string> relevant, int cut)
    {
        var gain = ranked.Take(cut).Select((session, place) => relevant.Contains(session) ? 1 / Math.Log2(place + 2) : 0).Sum();
        var ideal = Enumerable.Range(0, Math.Min(cut, relevant.Count)).Sum(place => 1 / Math.Log2(place + 2));
        return gain / ideal;
    }
}
