namespace FencyGrid.Grains.Extraction;

/// <summary>One message of a conversation as the extraction reads it.</summary>
/// <param name="Id">Unique within the conversation; facts name it as their evidence.</param>
/// <param name="Role"><c>user</c>, <c>assistant</c>, <c>system</c> or <c>tool</c>; anything else is read as a person.</param>
/// <param name="Speaker">The person's name when the caller knows it. Null: a <c>Name:</c> prefix of the content, else the role, says who speaks.</param>
/// <param name="Content">The text as it was said.</param>
/// <param name="Date">When it was said; relative dates are resolved against it.</param>
/// <param name="Caption">What an attached picture shows, if the caller knows it.</param>
public sealed record ConversationMessage(
    string Id,
    string Role,
    string? Speaker,
    string Content,
    DateTimeOffset? Date = null,
    string? Caption = null);
