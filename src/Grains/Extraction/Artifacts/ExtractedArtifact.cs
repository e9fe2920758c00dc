namespace FencyGrid.Grains.Extraction.Artifacts;

/// <summary>A structured object of a conversation.</summary>
/// <param name="Type"><c>code</c>, <c>document</c>, <c>list</c> or <c>table</c>.</param>
/// <param name="Name">A heading, file name, lead line or caption; never empty.</param>
/// <param name="Content">Exactly as it stands in the message.</param>
/// <param name="Summary">One line that says what it holds.</param>
/// <param name="ContentKey">Equal for the versions of one artifact: its type with its name.</param>
/// <param name="MessageId">The message that holds it.</param>
/// <param name="Language">Language tag of a code block, when given.</param>
public sealed record ExtractedArtifact(
    string Type,
    string Name,
    string Content,
    string Summary,
    string ContentKey,
    string MessageId,
    string? Language = null);
