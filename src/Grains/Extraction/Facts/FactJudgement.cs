using FencyGrid.Grains.Extraction.Statements;

namespace FencyGrid.Grains.Extraction.Facts;

/// <summary>How much a claim matters and how sure it is.</summary>
internal static class FactJudgement
{
    /// <summary>Who somebody is weighs most, a passing remark least; feeling, names and dates add.</summary>
    public static double Importance(Statement statement, bool asked, int entities, bool dated, double intensity)
    {
        var importance = statement.Kind switch
        {
            FactKinds.Identity => 0.75,
            FactKinds.Relationship => 0.65,
            FactKinds.Role => 0.65,
            FactKinds.Event => 0.5,
            FactKinds.Inventory => 0.5,
            FactKinds.Preference => 0.45,
            _ => 0.35,
        };
        importance += (entities > 0 ? 0.05 : 0) + (dated ? 0.05 : 0) + (0.1 * intensity) + (asked ? 0.25 : 0);
        return Math.Round(Math.Clamp(importance, 0, 1), 3);
    }

    /// <summary>An open pronoun or a fragment may be misread; a recognised attribute seldom is.</summary>
    public static double Confidence(Statement statement, int openReferences, bool hedged, bool fragment, bool fromAssistant)
    {
        var confidence = statement.Attribute is not null && statement.Value is not null ? 0.9 : 0.8;
        confidence -= (0.15 * Math.Min(2, openReferences)) + (hedged ? 0.2 : 0) + (fragment ? 0.2 : 0) + (fromAssistant ? 0.3 : 0);
        return Math.Round(Math.Clamp(confidence, 0.1, 1), 3);
    }

    public static bool IsHedged(List<Word> words) =>
        words.Exists(w => w.Lower is "maybe" or "perhaps" or "probably" or "might" or "guess" or "possibly" or "apparently" or "supposedly");
}
