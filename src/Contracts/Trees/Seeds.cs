namespace FencyGrid.Contracts.Trees;

/// <param name="Text">A template may hold <c>{agentName}</c> and <c>{creatorDisplayName}</c>, which are filled in.</param>
public sealed record SeedMemory(string Text, string FactType, double Importance, IReadOnlyList<string> Entities);

/// <summary>What an agent is made of: its first memories are drawn from it.</summary>
/// <param name="IdentityTemplates">Statements about the agent with places to fill in.</param>
/// <param name="Lore">Statements that hold as they are.</param>
/// <param name="Generated">Memories that a model thought of, in place of the sentences made of traits and interests; null where none did.</param>
/// <param name="EntityTerminology">Words of this world for common ones; applied to everything that is drawn.</param>
public sealed record SeedRequest(
    string AgentName,
    string PersonalityPrompt,
    IReadOnlyList<string> Interests,
    IReadOnlyList<string> Dislikes,
    IReadOnlyList<string> SpeechPatterns,
    IReadOnlyList<string> PrimaryTraits,
    IReadOnlyList<SeedMemory> IdentityTemplates,
    IReadOnlyList<SeedMemory> Lore,
    BigFive? BigFive = null,
    string? CreatorDisplayName = null,
    string? WorldDescription = null,
    string? CreatorContext = null,
    string? OriginInstructions = null,
    IReadOnlyDictionary<string, string>? EntityTerminology = null,
    bool OriginStory = false,
    bool PersonalizedMemories = false,
    IReadOnlyList<SeedMemory>? Generated = null);

/// <summary>Five traits, each 0 to 1 or 0 to 100.</summary>
public sealed record BigFive(double Openness, double Conscientiousness, double Extraversion, double Agreeableness, double Neuroticism);
