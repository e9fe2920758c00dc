using FencyGrid.Grains.Extraction.Entities;
using FencyGrid.Grains.Extraction.Segmentation;

namespace FencyGrid.Grains.Extraction.Facts;

/// <summary>A shared picture as a fact: who shared what. The words said with it name it better than its caption.</summary>
internal static class CaptionFact
{
    public static ExtractedFact Of(ConversationMessage message, Speaker speaker, DateTimeOffset? saidAt, ExtractedFact? beside)
    {
        var name = char.ToUpperInvariant(speaker.Name[0]) + speaker.Name[1..];
        var text = $"{name}'s photo: {Shown(message.Caption!.Trim().TrimEnd('.'))}.";
        return new ExtractedFact
        {
            Text = text,
            Quote = message.Caption,
            MessageIds = [message.Id],
            SourceRole = message.Role,
            Kind = FactKinds.Event,
            FactType = speaker.IsAssistant ? FactTypes.Agent : FactTypes.User,
            MemoryType = MemoryTypeNames.Episodic,
            Subject = speaker.Name,
            Entities = EntityRecognizer.Find(text),
            TopicTags = TopicLexicon.Find(beside is null ? text : text + " " + beside.Text),
            TemporalRelevance = TemporalRelevances.OneTime,
            EventTime = null,
            SubjectRelation = SubjectRelations.Mentions,
            Importance = 0.3,
            Confidence = 0.7,
            SaidAt = saidAt,
        };
    }

    // Most captions open with "a photo of a": those words tell none of them apart.
    private static string Shown(string caption)
    {
        foreach (var opening in (ReadOnlySpan<string>)["a photo of ", "a photography of ", "a picture of ", "an image of ", "a close up of ", "a ", "an "])
        {
            if (caption.Length > opening.Length && caption.StartsWith(opening, StringComparison.OrdinalIgnoreCase))
            {
                caption = caption[opening.Length..];
            }
        }

        return caption;
    }
}
