using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction;

namespace FencyGrid.Grains.Trees.Consolidation;

/// <summary>
/// How strongly a fact is still held: R = floor + (1 - floor) · exp(-t / S), with t the days since it was last confirmed or retrieved.
/// The exponential forgetting curve after Ebbinghaus (Über das Gedächtnis, 1885), in the form R = exp(-t/S) that Woźniak gives it with the
/// stability S (SuperMemo, 1995): S grows with every repetition. Here S = 14 days · (1 + ln(mentions)) · (1 + 0.5 · ln(1 + retrievals)) ·
/// (0.5 + importance) · (1 + emotional intensity), and three times that for identity and close relations, which are forgotten last
/// (for emotion see McGaugh, Memory and Emotion, 2003). The floor is 0.05, and 0.3 for identity and for strong emotion.
/// </summary>
public static class Retention
{
    private const double BaseDays = 14;
    private const double IdentityFactor = 3;
    private const double Floor = 0.05;
    private const double HighFloor = 0.3;
    private const double StrongEmotion = 0.7;

    // What a nightly visit is made for. Steps of a twentieth: a fact that nobody asks for causes nineteen visits at most.
    private const double VisibleStep = 0.05;

    public static double At(Fact fact, DateTimeOffset now)
    {
        var (floor, stability) = Course(fact);
        var days = Math.Max(0, (now - LastRecalled(fact)).TotalDays);

        // Four digits: what changed by less is not worth a write.
        return Math.Round(floor + ((1 - floor) * Math.Exp(-days / stability)), 4);
    }

    /// <summary>When it will have lost a visible part of the strength that it is stored with; null if it cannot any more.</summary>
    public static DateTimeOffset? DueAt(Fact fact)
    {
        var (floor, stability) = Course(fact);
        var left = (fact.RetentionStrength - VisibleStep - floor) / (1 - floor);
        return left > 0 ? LastRecalled(fact).AddDays(-stability * Math.Log(Math.Min(1, left))) : null;
    }

    private static DateTimeOffset LastRecalled(Fact fact) => fact.LastRetrievedAt is { } retrieved && retrieved > fact.LastConfirmed ? retrieved : fact.LastConfirmed;

    private static (double Floor, double Stability) Course(Fact fact)
    {
        var lasting = fact.Kind is FactKinds.Identity or FactKinds.Relationship || fact.MemoryType is MemoryTypeNames.Identity or MemoryTypeNames.Relational;
        var floor = lasting || fact.EmotionalIntensity >= StrongEmotion ? HighFloor : Floor;
        var stability = BaseDays
            * (1 + Math.Log(Math.Max(1, fact.MentionCount)))
            * (1 + (0.5 * Math.Log(1 + fact.HitCount)))
            * (0.5 + fact.Importance)
            * (1 + fact.EmotionalIntensity)
            * (lasting ? IdentityFactor : 1);
        return (floor, stability);
    }
}
