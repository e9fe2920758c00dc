namespace FencyGrid.Grains.Extraction;

/// <summary>What is known beside the messages themselves.</summary>
public sealed record ExtractionContext
{
    /// <summary>The name that 'I' of an unnamed user stands for. Null: "the user".</summary>
    public string? UserName { get; init; }

    /// <summary>The name of an unnamed assistant. Null: "the assistant".</summary>
    public string? AgentName { get; init; }

    /// <summary>The anchor of relative dates for messages without a date of their own. Null leaves their dates unresolved.</summary>
    public DateTimeOffset? DefaultDate { get; init; }

    /// <summary>Texts that a search answered with lately; their return in a prompt is not a new fact.</summary>
    public IReadOnlyList<string> RecentlyRecalled { get; init; } = [];

    /// <summary>Whether a picture's caption becomes a fact.</summary>
    public bool IncludeCaptions { get; init; } = true;
}
