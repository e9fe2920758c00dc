namespace FencyGrid.Grains.Search.Conversations;

/// <summary>What a message is beside its text. Given to <see cref="Index.IndexEntry"/>, it is scored by <see cref="ConversationScoring"/>.</summary>
/// <param name="Speaker">The speaker's name: its words are found like the message's own, and a question that names the speaker prefers the message.</param>
/// <param name="Day">The day it was said on, in the speaker's own time where that is known; null where it is not.</param>
/// <param name="Caption">What an attached picture shows; found like the text.</param>
public readonly record struct MessageContext(string? Speaker, DateOnly? Day, string? Caption = null);
