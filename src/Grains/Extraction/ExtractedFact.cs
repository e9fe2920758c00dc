using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Extraction;

/// <summary>One claim that stands on its own, with the evidence it came from.</summary>
public sealed record ExtractedFact
{
    /// <summary>Third person, names and relative dates resolved where that was possible.</summary>
    public required string Text { get; init; }

    /// <summary>The exact words it was read from.</summary>
    public required string Quote { get; init; }

    public required IReadOnlyList<string> MessageIds { get; init; }

    /// <summary>Role of the message's author, as given.</summary>
    public string SourceRole { get; init; } = "user";

    /// <summary>One of <see cref="FactKinds"/>.</summary>
    public string Kind { get; init; } = FactKinds.General;

    /// <summary><c>user_fact</c>, <c>agent_fact</c> or <c>world_fact</c>.</summary>
    public string FactType { get; init; } = FactTypes.User;

    /// <summary>One of <see cref="MemoryTypeNames"/>.</summary>
    public string MemoryType { get; init; } = MemoryTypeNames.Factual;

    /// <summary>Whom or what the claim is about, as it stands in the text. Null when that is not clear.</summary>
    public string? Subject { get; init; }

    /// <summary>What is said of the subject ("residence", "favourite colour"), when recognised; see <see cref="Statements.FactAttributes"/>.</summary>
    public string? Attribute { get; init; }

    public string? Value { get; init; }

    /// <summary>False when the claim denies ("does not eat meat").</summary>
    public bool Polarity { get; init; } = true;

    /// <summary>Names of people, places, organisations and handles in the text, in order of appearance.</summary>
    public IReadOnlyList<string> Entities { get; init; } = [];

    public IReadOnlyList<string> TopicTags { get; init; } = [];

    /// <summary><c>positive</c>, <c>negative</c>, <c>neutral</c> or <c>mixed</c>.</summary>
    public string Sentiment { get; init; } = Sentiments.Neutral;

    /// <summary>0..1.</summary>
    public double EmotionalIntensity { get; init; }

    /// <summary>Start of the time the claim speaks of, as precise as <see cref="EventPrecision"/>.</summary>
    public DateTimeOffset? EventTime { get; init; }

    public TimePrecision? EventPrecision { get; init; }

    /// <summary><c>ongoing</c>, <c>past</c>, <c>future</c>, <c>recurring</c> or <c>one_time</c>.</summary>
    public string TemporalRelevance { get; init; } = TemporalRelevances.Ongoing;

    /// <summary><c>owns</c>, <c>leads</c>, <c>participates</c>, <c>experienced</c>, <c>interested</c>, <c>wants</c> or <c>mentions</c>.</summary>
    public string SubjectRelation { get; init; } = SubjectRelations.Mentions;

    /// <summary>For a possession: what sort of thing, e.g. <c>dog</c> or <c>car</c>.</summary>
    public string? ItemType { get; init; }

    public double? Quantity { get; init; }

    /// <summary>0..1.</summary>
    public double Importance { get; init; } = 0.5;

    /// <summary>0..1; lower where a reference stayed open.</summary>
    public double Confidence { get; init; } = 0.8;

    /// <summary>When the evidence was said.</summary>
    public DateTimeOffset? SaidAt { get; init; }
}
