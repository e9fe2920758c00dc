using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Api.Sonzai.Schemas;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Requests;

internal static class SeedLimits
{
    public const int NameLength = 200;
    public const int PromptLength = 20_000;
    public const int Items = 100;
    public const int ItemLength = 2_000;
}

/// <summary>What an agent is made of; in camel case, unlike everything else here.</summary>
internal sealed record GenerateSeedMemoriesInputBody : SonzaiObject, IRequestShape
{
    [JsonPropertyName("agentName"), StringLength(SeedLimits.NameLength, MinimumLength = 1)]
    public required string AgentName { get; init; }

    [JsonPropertyName("personalityPrompt"), StringLength(SeedLimits.PromptLength)]
    public required string PersonalityPrompt { get; init; }

    [JsonPropertyName("trueInterests"), MaxLength(SeedLimits.Items), StringLength(SeedLimits.ItemLength)]
    public required IReadOnlyList<string>? TrueInterests { get; init; }

    [JsonPropertyName("speechPatterns"), MaxLength(SeedLimits.Items), StringLength(SeedLimits.ItemLength)]
    public required IReadOnlyList<string>? SpeechPatterns { get; init; }

    [JsonPropertyName("trueDislikes"), MaxLength(SeedLimits.Items), StringLength(SeedLimits.ItemLength)]
    public IReadOnlyList<string>? TrueDislikes { get; init; }

    [JsonPropertyName("primaryTraits"), MaxLength(SeedLimits.Items), StringLength(SeedLimits.ItemLength)]
    public IReadOnlyList<string>? PrimaryTraits { get; init; }

    [JsonPropertyName("big5")]
    public SeedMemoryBig5? Big5 { get; init; }

    [JsonPropertyName("creatorDisplayName"), StringLength(SeedLimits.NameLength)]
    public string? CreatorDisplayName { get; init; }

    [JsonPropertyName("identityMemoryTemplates"), MaxLength(SeedLimits.Items)]
    public IReadOnlyList<SeedIdentityMemoryTemplate>? IdentityMemoryTemplates { get; init; }

    [JsonPropertyName("staticLoreMemories"), MaxLength(SeedLimits.Items)]
    public IReadOnlyList<SeedStaticLoreMemory>? StaticLoreMemories { get; init; }

    [JsonPropertyName("loreGenerationContext")]
    public SeedLoreGenerationContext? LoreGenerationContext { get; init; }

    [JsonPropertyName("generateOriginStory")]
    public bool? GenerateOriginStory { get; init; }

    [JsonPropertyName("generatePersonalizedMemories")]
    public bool? GeneratePersonalizedMemories { get; init; }

    public SeedRequest ToSeed() => new(
        AgentName,
        PersonalityPrompt,
        TrueInterests ?? [],
        TrueDislikes ?? [],
        SpeechPatterns ?? [],
        PrimaryTraits ?? [],
        [.. (IdentityMemoryTemplates ?? []).Select(memory => new SeedMemory(memory.Template, memory.FactType, memory.Importance, memory.Entities ?? []))],
        [.. (StaticLoreMemories ?? []).Select(memory => new SeedMemory(memory.Content, memory.FactType, memory.Importance, memory.Entities ?? []))],
        Big5 is { } traits ? new BigFive(traits.Openness, traits.Conscientiousness, traits.Extraversion, traits.Agreeableness, traits.Neuroticism) : null,
        CreatorDisplayName,
        LoreGenerationContext?.WorldDescription,
        LoreGenerationContext?.CreatorOnboardingContext,
        LoreGenerationContext?.OriginPromptInstructions,
        LoreGenerationContext?.EntityTerminology,
        GenerateOriginStory ?? false,
        GeneratePersonalizedMemories ?? false);
}

/// <summary>Each 0 to 1 or 0 to 100.</summary>
internal sealed record SeedMemoryBig5 : IRequestShape
{
    [Range(0d, 100d)]
    public required double Openness { get; init; }

    [Range(0d, 100d)]
    public required double Conscientiousness { get; init; }

    [Range(0d, 100d)]
    public required double Extraversion { get; init; }

    [Range(0d, 100d)]
    public required double Agreeableness { get; init; }

    [Range(0d, 100d)]
    public required double Neuroticism { get; init; }
}

internal sealed record SeedIdentityMemoryTemplate : IRequestShape
{
    [JsonPropertyName("template"), StringLength(NewFact.MaxTextLength, MinimumLength = 1)]
    public required string Template { get; init; }

    [JsonPropertyName("factType"), StringLength(FactLimits.FactTypeLength)]
    public required string FactType { get; init; }

    [JsonPropertyName("importance"), Range(0d, 1d)]
    public required double Importance { get; init; }

    [JsonPropertyName("entities"), MaxLength(FactLimits.Entities), StringLength(FactLimits.EntityLength)]
    public IReadOnlyList<string>? Entities { get; init; }
}

internal sealed record SeedStaticLoreMemory : IRequestShape
{
    [JsonPropertyName("content"), StringLength(NewFact.MaxTextLength, MinimumLength = 1)]
    public required string Content { get; init; }

    [JsonPropertyName("factType"), StringLength(FactLimits.FactTypeLength)]
    public required string FactType { get; init; }

    [JsonPropertyName("importance"), Range(0d, 1d)]
    public required double Importance { get; init; }

    [JsonPropertyName("entities"), MaxLength(FactLimits.Entities), StringLength(FactLimits.EntityLength)]
    public IReadOnlyList<string>? Entities { get; init; }
}

internal sealed record SeedLoreGenerationContext : IRequestShape
{
    [JsonPropertyName("worldDescription"), StringLength(SeedLimits.PromptLength)]
    public required string WorldDescription { get; init; }

    [JsonPropertyName("creatorOnboardingContext"), StringLength(SeedLimits.PromptLength)]
    public string? CreatorOnboardingContext { get; init; }

    [JsonPropertyName("originPromptInstructions"), StringLength(SeedLimits.PromptLength)]
    public string? OriginPromptInstructions { get; init; }

    [JsonPropertyName("entityTerminology"), MaxLength(SeedLimits.Items), StringLength(SeedLimits.NameLength)]
    public IReadOnlyDictionary<string, string>? EntityTerminology { get; init; }
}
