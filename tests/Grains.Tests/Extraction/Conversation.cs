using FencyGrid.Grains.Extraction;

namespace FencyGrid.Grains.Tests.Extraction;

/// <summary>Short ways to write conversations down. They take place on a Wednesday.</summary>
internal static class Conversation
{
    public static readonly DateTimeOffset Wednesday = new(2024, 5, 15, 18, 30, 0, TimeSpan.Zero);

    public static ConversationMessage Says(string speaker, string text, string id = "m1") => new(id, "user", speaker, text, Wednesday);

    public static ExtractionResult Extract(params ConversationMessage[] messages) =>
        new ExtractionPipeline(TimeProvider.System).Extract(messages, new ExtractionContext());

    /// <summary>The facts of what Ingrid says to Omar.</summary>
    public static IReadOnlyList<ExtractedFact> Ingrid(string text) =>
        Extract(Says("Omar", "Hi Ingrid!", "m0"), Says("Ingrid", text)).Facts;

    public static string[] Texts(this ExtractionResult result) => [.. result.Facts.Select(f => f.Text)];
}
