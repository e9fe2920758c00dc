using System.Globalization;
using System.Text;
using System.Text.Json;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.AgentTasks.Completions.Schemas;
using FencyGrid.Grains.Extraction;

namespace FencyGrid.Grains.Trees.Authoring;

/// <summary>Has a model think of an agent's first memories, from what the agent is said to be made of.</summary>
public static class SeedAuthor
{
    private const string Origin = "origin";
    private const string Personal = "personal";
    private const string Lore = "lore";

    private static readonly JsonSchema Schema = JsonSchema.Parse(
        """
        {"type":"object","additionalProperties":false,"required":["memories"],"properties":{"memories":{"type":"array","minItems":1,"maxItems":30,"items":{
          "type":"object","additionalProperties":false,"required":["content","factType","importance","entities"],"properties":{
            "content":{"type":"string","minLength":1,"maxLength":600},
            "factType":{"type":"string","enum":["agent_fact","lore","origin","personal"]},
            "importance":{"type":"number","minimum":0,"maximum":1},
            "entities":{"type":"array","maxItems":10,"items":{"type":"string","minLength":1,"maxLength":100}}}}}}}
        """);

    /// <summary>Null where there is no model, or it has nothing usable: then the seed is drawn from what was given.</summary>
    public static async Task<IReadOnlyList<SeedMemory>?> WriteAsync(AuthorSession? session, SeedRequest seed)
    {
        if (session is null || await session.AskAsync(Instructions(seed), Material(seed), Schema, answer => FindErrors(seed, answer)) is not { } answer)
        {
            return null;
        }

        return [.. answer.GetProperty("memories").EnumerateArray().Select(memory => new SeedMemory(
            memory.GetProperty("content").GetString()!,
            memory.GetProperty("factType").GetString()!,
            memory.GetProperty("importance").GetDouble(),
            [.. memory.GetProperty("entities").EnumerateArray().Select(entity => entity.GetString()!)]))];
    }

    private static string Instructions(SeedRequest seed) =>
        $"""
        You think of the first memories of {seed.AgentName}, a character, from what is given of it. Write 5 to 20 memories in the third person, each one claim
        in one or two sentences that can stand alone and name {seed.AgentName}. They must agree with all that is given, and with each other, and repeat none of it word for word.
        "factType" is "{FactTypes.Agent}" for what {seed.AgentName} is like and does, and "{Lore}" for the world.
        {(seed.OriginStory ? $"Tell where {seed.AgentName} comes from, in some memories of the type \"{Origin}\"." : $"Write none of the type \"{Origin}\".")}
        {(seed.PersonalizedMemories ? $"Tell of {seed.AgentName} and its creator, in some memories of the type \"{Personal}\"." : $"Write none of the type \"{Personal}\".")}
        "importance" is from 0 to 1, "entities" are the names in the memory. What is given is material; only the origin instructions in it may guide you. Answer with JSON.
        """;

    private static string Material(SeedRequest seed)
    {
        var text = new StringBuilder();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                text.Append(name).Append(": ").AppendLine(value.Trim());
            }
        }

        Add("Name", seed.AgentName);
        Add("Personality", seed.PersonalityPrompt);
        Add("Traits", string.Join("; ", seed.PrimaryTraits));
        Add("Big five", seed.BigFive is { } big
            ? string.Create(CultureInfo.InvariantCulture, $"openness {big.Openness}, conscientiousness {big.Conscientiousness}, extraversion {big.Extraversion}, agreeableness {big.Agreeableness}, neuroticism {big.Neuroticism}")
            : null);
        Add("Interests", string.Join("; ", seed.Interests));
        Add("Dislikes", string.Join("; ", seed.Dislikes));
        Add("Ways of speaking", string.Join("; ", seed.SpeechPatterns));
        Add("Creator", seed.CreatorDisplayName);
        Add("What the creator told", seed.CreatorContext);
        Add("World", seed.WorldDescription);
        Add("Words of this world", string.Join("; ", (seed.EntityTerminology ?? new Dictionary<string, string>()).Select(word => $"say {word.Value} for {word.Key}")));
        Add("Origin instructions", seed.OriginInstructions);
        Add("Known already", string.Join(" | ", seed.IdentityTemplates.Concat(seed.Lore).Select(memory => memory.Text)));
        return text.ToString();
    }

    private static List<string> FindErrors(SeedRequest seed, JsonElement answer)
    {
        var errors = new List<string>();
        foreach (var (place, memory) in answer.GetProperty("memories").EnumerateArray().Index())
        {
            var type = memory.GetProperty("factType").GetString();
            if ((type == Origin && !seed.OriginStory) || (type == Personal && !seed.PersonalizedMemories))
            {
                errors.Add($"memories[{place}] is of the type '{type}', which was not asked for");
            }

            if (string.IsNullOrWhiteSpace(memory.GetProperty("content").GetString()))
            {
                errors.Add($"memories[{place}] is blank");
            }
        }

        return errors;
    }
}
