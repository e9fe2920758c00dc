using System.Text.Json.Nodes;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Times;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Rules;

/// <summary>A fact's fields from what the caller gave, what its metadata says and what was read from its text, in that order.</summary>
public static class FactComposer
{
    private const int MaxEntities = 100;

    /// <exception cref="InvalidRequestException">Something given is out of range; the message says what.</exception>
    public static void Check(NewFact fact)
    {
        if (string.IsNullOrWhiteSpace(fact.Text))
        {
            throw new InvalidRequestException("A fact needs a text.");
        }

        if (fact.Text.Length > NewFact.MaxTextLength)
        {
            throw new InvalidRequestException($"The fact's text has {fact.Text.Length} characters; at most {NewFact.MaxTextLength} are allowed.");
        }

        CheckScore("importance", fact.Importance);
        CheckScore("confidence", fact.Confidence);
        if (fact.Entities is { Count: > MaxEntities })
        {
            throw new InvalidRequestException($"The fact names {fact.Entities.Count} entities; at most {MaxEntities} are allowed.");
        }
    }

    public static void CheckScore(string name, double? score)
    {
        if (score is not (null or >= 0 and <= 1))
        {
            throw new InvalidRequestException($"The {name} is {score}; it must lie between 0 and 1.");
        }
    }

    /// <param name="text">The text that becomes the fact's.</param>
    /// <param name="read">What was read from it.</param>
    public static Fact Compose(TreeDraft draft, NewFact given, string text, ExtractedFact read, int nodeCapacity)
    {
        var metadata = MetadataObject.Parse(given.Metadata);
        var createdAt = draft.Next();
        var eventTime = given.EventTime ?? Time(metadata, "event_time") ?? read.EventTime;
        var importance = given.Importance ?? read.Importance;
        var entities = Entities(given, read);
        var kind = MetadataObject.String(metadata, "kind") ?? read.Kind;
        var temporal = MetadataObject.String(metadata, "temporal_relevance") ?? read.TemporalRelevance;
        var agentGlobal = draft.Address.IsAgentGlobal;
        var said = read.SaidAt;
        return new Fact
        {
            Id = TreeDraft.NewId(),
            Tree = draft.Address,
            NodeId = given.NodeId is { Length: > 0 } nodeId
                ? NodePlacement.Given(draft, nodeId)
                : NodePlacement.Place(draft, read.MemoryType, read.TopicTags, said ?? createdAt, nodeCapacity),
            Text = text,
            Metadata = MetadataObject.Write(metadata),
            Origin = given.Origin,
            SourceType = given.SourceType ?? given.Origin switch
            {
                FactOrigin.Manual => "manual",
                FactOrigin.Seed => "seed",
                FactOrigin.Wisdom => "wisdom",
                _ => "conversation",
            },
            SourceId = given.SourceId,
            SessionId = given.SessionId ?? MetadataObject.String(metadata, "session_id"),
            FactType = given.FactType is { Length: > 0 } factType ? factType : read.FactType,
            Kind = kind,
            MemoryType = read.MemoryType,
            Subject = read.Subject,
            Attribute = read.Attribute,
            Value = read.Value,
            Assertion = read.Polarity,
            Entities = given.Entities ?? read.Entities,
            InferredEntities = entities,
            TopicTags = read.TopicTags,
            Categories = given.Categories ?? Categories(metadata) ?? read.TopicTags,
            Sentiment = MetadataObject.String(metadata, "sentiment") ?? read.Sentiment,
            EmotionalIntensity = read.EmotionalIntensity,
            SubjectRelation = MetadataObject.String(metadata, "subject_relation") ?? read.SubjectRelation,
            TemporalRelevance = temporal,
            ItemType = MetadataObject.String(metadata, "item_type") ?? read.ItemType,
            Quantity = MetadataObject.Number(metadata, "quantity") ?? read.Quantity,
            Importance = importance,
            Confidence = given.Confidence ?? read.Confidence,
            Priority = PriorityOf(importance),
            CharacterSalience = CharacterSalience(draft.Address, read, importance),
            RelationshipRelevance = RelationshipRelevance(kind, read),
            AgentFraming = MetadataObject.String(metadata, "agent_framing") ?? (agentGlobal || given.Origin == FactOrigin.Verbatim ? null : Framing(read, text)),
            ScopeHint = agentGlobal ? "agent_global" : "user",
            EventTime = eventTime,
            TimeSensitiveAt = eventTime > (said ?? createdAt) ? eventTime : null,
            ValidFrom = given.ValidFrom ?? Time(metadata, "valid_from") ?? said ?? createdAt,
            ValidUntil = given.ValidUntil ?? Time(metadata, "valid_until"),
            LastConfirmed = createdAt,
            SourceRole = read.SourceRole is { Length: > 0 } role && given.Origin is FactOrigin.Extracted or FactOrigin.Verbatim ? read.SourceRole : null,
            SaidAt = said,
            Quote = given.Origin == FactOrigin.Extracted ? read.Quote : null,
            PolarityGroupId = read is { Subject: { } subject, Attribute: { } attribute }
                ? FactKeys.Attribute(subject, attribute, read.Value).ToString("x16", System.Globalization.CultureInfo.InvariantCulture)
                : null,
            CreatedAt = createdAt,
            UpdatedAt = createdAt,
        };
    }

    /// <summary>What the claim says, as the contradiction rule reads it.</summary>
    public static ExtractedFact Claim(Fact fact) => new()
    {
        Text = fact.Text,
        Quote = fact.Quote ?? fact.Text,
        MessageIds = fact.EvidenceMessageIds,
        Kind = fact.Kind,
        FactType = fact.FactType,
        MemoryType = fact.MemoryType,
        Subject = fact.Subject,
        Attribute = fact.Attribute,
        Value = fact.Value,
        Polarity = fact.Assertion,
        Entities = fact.Entities,
        EventTime = fact.EventTime,
        TemporalRelevance = fact.TemporalRelevance,
        SubjectRelation = fact.SubjectRelation,
        Importance = fact.Importance,
        SaidAt = fact.SaidAt,
    };

    public static string PriorityOf(double importance) => importance switch
    {
        >= 0.7 => "high",
        >= 0.4 => "medium",
        _ => "low",
    };

    private static IReadOnlyList<string> Entities(NewFact given, ExtractedFact read) =>
        given.Entities is { } named ? [.. read.Entities.Except(named, StringComparer.OrdinalIgnoreCase)] : [];

    private static IReadOnlyList<string>? Categories(JsonObject metadata) =>
        metadata["categories"] is JsonArray array
            ? [.. array.OfType<JsonValue>().Select(value => value.TryGetValue<string>(out var text) ? text : null).OfType<string>()]
            : null;

    private static DateTimeOffset? Time(JsonObject metadata, string name) => FreeTextDate.Parse(MetadataObject.String(metadata, name));

    // An agent's own traits weigh by their importance; what users say of themselves tells nothing of the agent.
    private static double CharacterSalience(TreeAddress address, ExtractedFact read, double importance) =>
        read.FactType == FactTypes.Agent || (address.IsAgentGlobal && read.MemoryType == MemoryTypeNames.Identity) ? importance : 0;

    private static double RelationshipRelevance(string kind, ExtractedFact read) => kind switch
    {
        FactKinds.Relationship => 1,
        _ when read.MemoryType == MemoryTypeNames.Relational => 0.8,
        FactKinds.Identity or FactKinds.Preference => 0.5,
        _ => Math.Min(0.4, read.EmotionalIntensity),
    };

    // Only what is said of the user as such can be put to them without naming a third person wrongly.
    private static string? Framing(ExtractedFact read, string text)
    {
        const string user = "the user ";
        return read.FactType == FactTypes.User && text.StartsWith(user, StringComparison.OrdinalIgnoreCase) ? $"About you: {text[user.Length..]}" : null;
    }
}
