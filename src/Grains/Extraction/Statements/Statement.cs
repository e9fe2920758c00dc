namespace FencyGrid.Grains.Extraction.Statements;

/// <summary>What sort of claim a sentence makes.</summary>
internal sealed record Statement(
    string Kind,
    string SubjectRelation,
    string TemporalRelevance,
    string? Attribute = null,
    string? Value = null,
    string? ItemType = null,
    double? Quantity = null,
    bool Polarity = true,
    string? SubjectSuffix = null)
{
    /// <summary>The branch of the memory tree the claim belongs to.</summary>
    public string MemoryType => Kind switch
    {
        FactKinds.Identity => MemoryTypeNames.Identity,
        FactKinds.Relationship => MemoryTypeNames.Relational,
        FactKinds.Preference => MemoryTypeNames.Semantic,
        FactKinds.Event => TemporalRelevance == TemporalRelevances.Future ? MemoryTypeNames.Temporal : MemoryTypeNames.Episodic,
        _ when Attribute == FactAttributes.Skill || TemporalRelevance == TemporalRelevances.Recurring => MemoryTypeNames.Procedural,
        _ => MemoryTypeNames.Factual,
    };
}
