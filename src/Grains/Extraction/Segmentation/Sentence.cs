namespace FencyGrid.Grains.Extraction.Segmentation;

/// <summary>One sentence of a message.</summary>
/// <param name="Message">Where it stands.</param>
/// <param name="Start">Index of its first character in the message's content.</param>
/// <param name="Length">In characters of the content.</param>
/// <param name="Text">Its words with plain quotes, without a list marker.</param>
/// <param name="Speaker">The name 'I' stands for.</param>
/// <param name="Addressee">The name 'you' stands for; null when that is open.</param>
/// <param name="IsQuestion">Whether it ends in a question mark.</param>
/// <param name="IsListItem">Whether it is an item of a list.</param>
internal sealed record Sentence(
    ConversationMessage Message,
    int Start,
    int Length,
    string Text,
    Speaker Speaker,
    Speaker? Addressee,
    bool IsQuestion,
    bool IsListItem)
{
    public string Quote => Message.Content.Substring(Start, Length);
}
