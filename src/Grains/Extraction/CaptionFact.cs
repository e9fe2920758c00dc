using FencyGrid.Grains.Extraction.Entities;
using FencyGrid.Grains.Extraction.Segmentation;

namespace FencyGrid.Grains.Extraction;

/// <summary>A shared picture as a fact: who shared what. The words said with it name it better than its caption.</summary>
internal static class CaptionFact
{
    public static ExtractedFact Of(ConversationMessage message, Speaker speaker, DateTimeOffset? saidAt, ExtractedFact? beside)
    {
        var caption = message.Caption!.Trim().TrimEnd('.');
        var isPhoto = caption.StartsWith("a photo", StringComparison.OrdinalIgnoreCase) || caption.StartsWith("a picture", StringComparison.OrdinalIgnoreCase);
        var name = char.ToUpperInvariant(speaker.Name[0]) + speaker.Name[1..];
        var text = isPhoto ? $"{name} shared {char.ToLowerInvariant(caption[0])}{caption[1..]}." : $"{name} shared a picture of {caption}.";
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
}
