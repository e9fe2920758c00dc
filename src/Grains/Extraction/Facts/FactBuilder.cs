using FencyGrid.Grains.Extraction.Entities;
using FencyGrid.Grains.Extraction.Feelings;
using FencyGrid.Grains.Extraction.Resolution;
using FencyGrid.Grains.Extraction.Segmentation;
using FencyGrid.Grains.Extraction.Statements;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Extraction.Facts;

/// <summary>Puts a fact together from what the stages found.</summary>
internal static class FactBuilder
{
    public static ExtractedFact Build(
        Sentence sentence, Statement statement, ResolvedText resolved, List<Word> words, IReadOnlyList<TemporalExpression> times,
        DateTimeOffset? saidAt, bool asked, bool fragment)
    {
        var text = Sentenced(resolved.Text);
        var entities = EntityRecognizer.Find(text);
        var (sentiment, intensity) = SentimentScorer.Score(sentence.Text);
        var time = times.Count > 0 ? times[0] : null;
        var assistant = sentence.Speaker.IsAssistant;
        return new ExtractedFact
        {
            Text = text,
            Quote = sentence.Quote,
            MessageIds = [sentence.Message.Id],
            SourceRole = sentence.Message.Role,
            Kind = statement.Kind,
            FactType = TypeOf(sentence, resolved.Subject),
            MemoryType = statement.MemoryType,
            Subject = Subject(resolved.Subject, statement),
            Attribute = statement.Value is null && statement.Attribute is not FactAttributes.MaritalStatus ? null : statement.Attribute,
            Value = statement.Value,
            Polarity = statement.Polarity,
            Entities = entities,
            TopicTags = TopicLexicon.Find(words),
            Sentiment = sentiment,
            EmotionalIntensity = intensity,
            EventTime = time?.Time,
            EventPrecision = time?.Precision,
            TemporalRelevance = statement.TemporalRelevance,
            SubjectRelation = statement.SubjectRelation,
            ItemType = statement.ItemType,
            Quantity = statement.Quantity,
            Importance = FactJudgement.Importance(statement, asked, entities.Count, time is not null, intensity),
            Confidence = FactJudgement.Confidence(statement, resolved.OpenReferences, FactJudgement.IsHedged(words), fragment, assistant),
            SaidAt = saidAt,
        };
    }

    /// <summary>Takes a sentence that leans on the fact before it ("It was a gift") into that fact.</summary>
    public static ExtractedFact Join(ExtractedFact fact, ExtractedFact leaning) => fact with
    {
        Text = fact.Text + " " + leaning.Text,
        Quote = fact.Quote + "\n" + leaning.Quote,
        MessageIds = [.. fact.MessageIds.Union(leaning.MessageIds)],
        Entities = [.. fact.Entities.Union(leaning.Entities, StringComparer.OrdinalIgnoreCase)],
        TopicTags = [.. fact.TopicTags.Union(leaning.TopicTags).Take(5)],
        Sentiment = fact.Sentiment == Sentiments.Neutral ? leaning.Sentiment : fact.Sentiment,
        EmotionalIntensity = Math.Max(fact.EmotionalIntensity, leaning.EmotionalIntensity),
        EventTime = fact.EventTime ?? leaning.EventTime,
        EventPrecision = fact.EventTime is null ? leaning.EventPrecision : fact.EventPrecision,
        Importance = Math.Max(fact.Importance, leaning.Importance),
        Confidence = Math.Min(fact.Confidence, leaning.Confidence + 0.15),
    };

    // The value of "my wife's name" is about the wife: the property's noun is no part of the subject.
    private static string? Subject(string? subject, Statement statement)
    {
        if (subject is null || statement.SubjectSuffix is not { } suffix || !subject.EndsWith(" " + suffix, StringComparison.OrdinalIgnoreCase))
        {
            if (subject is not null && statement.Attribute?.StartsWith(FactAttributes.FavouritePrefix, StringComparison.Ordinal) == true)
            {
                var owner = subject.IndexOf("'s fav", StringComparison.OrdinalIgnoreCase);
                return owner > 0 ? subject[..owner] : subject;
            }

            return subject;
        }

        return PeopleMentioned.Bare(subject[..^(suffix.Length + 1)]);
    }

    private static string TypeOf(Sentence sentence, string? subject)
    {
        if (sentence.Speaker.IsAssistant && subject == sentence.Speaker.Name)
        {
            return FactTypes.Agent;
        }

        return subject is null || !char.IsLetter(subject[0]) ? FactTypes.World
            : subject.StartsWith(sentence.Speaker.Name, StringComparison.OrdinalIgnoreCase)
              || (sentence.Addressee is { } other && subject.StartsWith(other.Name, StringComparison.OrdinalIgnoreCase)) ? FactTypes.User
            : FactTypes.World;
    }

    private static string Sentenced(string text) =>
        text.Length == 0 || text[^1] is '.' or '!' or '?' ? text : text + ".";
}
