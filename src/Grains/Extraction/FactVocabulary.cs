namespace FencyGrid.Grains.Extraction;

// The words of the facts' fields, as the memory APIs filter by them.

/// <summary>The coarsest classes of facts.</summary>
public static class FactKinds
{
    public const string Inventory = "inventory";
    public const string Role = "role";
    public const string Event = "event";
    public const string Preference = "preference";
    public const string Relationship = "relationship";
    public const string Identity = "identity";
    public const string General = "general";
}

/// <summary>Whom a fact concerns.</summary>
public static class FactTypes
{
    public const string User = "user_fact";
    public const string Agent = "agent_fact";
    public const string World = "world_fact";
}

/// <summary>The branches of a memory tree.</summary>
public static class MemoryTypeNames
{
    public const string Factual = "factual";
    public const string Episodic = "episodic";
    public const string Semantic = "semantic";
    public const string Procedural = "procedural";
    public const string Identity = "identity";
    public const string Temporal = "temporal";
    public const string Relational = "relational";
}

/// <summary>How the subject stands to what the fact mentions.</summary>
public static class SubjectRelations
{
    public const string Owns = "owns";
    public const string Leads = "leads";
    public const string Participates = "participates";
    public const string Experienced = "experienced";
    public const string Interested = "interested";
    public const string Wants = "wants";
    public const string Mentions = "mentions";
}

public static class TemporalRelevances
{
    public const string Ongoing = "ongoing";
    public const string Past = "past";
    public const string Future = "future";
    public const string Recurring = "recurring";
    public const string OneTime = "one_time";
}

public static class Sentiments
{
    public const string Positive = "positive";
    public const string Negative = "negative";
    public const string Neutral = "neutral";
    public const string Mixed = "mixed";
}
