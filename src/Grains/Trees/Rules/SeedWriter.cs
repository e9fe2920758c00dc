using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Rules;

/// <summary>Draws an agent's first memories from what it is said to be made of: its templates filled in, its lore as it stands, its traits as sentences
/// where no model thought of something better.</summary>
public sealed class SeedWriter(FactWriter writer)
{
    public const int MaxMemories = 500;

    // From here on up, or that far from the top down, a trait is worth a sentence. On a scale of 0 to 1.
    private const double High = 0.7;
    private const double Low = 0.3;

    /// <exception cref="InvalidRequestException">No agent name, or too much at once.</exception>
    public IReadOnlyList<Fact> Write(TreeDraft draft, SaltedHash hash, SeedRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.AgentName))
        {
            throw new InvalidRequestException("A seed needs the agent's name.");
        }

        List<SeedMemory> memories = [.. Memories(request).Select(memory => memory with { Text = Fill(memory.Text, request) }).Where(memory => memory.Text.Length > 0)];
        if (memories.Count > MaxMemories)
        {
            throw new InvalidRequestException($"The seed makes {memories.Count} memories; at most {MaxMemories} are allowed.");
        }

        var facts = new List<Fact>();
        foreach (var memory in memories)
        {
            var outcome = writer.Add(draft, hash, new NewFact
            {
                Text = memory.Text,
                FactType = memory.FactType,
                Importance = memory.Importance,
                Entities = memory.Entities.Count > 0 ? memory.Entities : null,
                Origin = FactOrigin.Seed,
            });
            facts.Add(outcome.Fact ?? throw new InvalidRequestException(outcome.Reason!));
        }

        return [.. facts.Select(fact => draft.Tree.Fact(fact.Id)!).DistinctBy(fact => fact.Id)];
    }

    private static IEnumerable<SeedMemory> Memories(SeedRequest request)
    {
        var name = request.AgentName;
        foreach (var memory in request.IdentityTemplates.Concat(request.Lore).Concat(request.Generated ?? []))
        {
            yield return memory;
        }

        if (request.Generated is not null)
        {
            yield break;
        }

        foreach (var (lead, things, importance) in new[]
        {
            ($"{name} is interested in", request.Interests, 0.7),
            ($"{name} dislikes", request.Dislikes, 0.6),
            ($"{name}'s character is marked by being", request.PrimaryTraits, 0.8),
            ($"A way of speaking that {name} has:", request.SpeechPatterns, 0.5),
        })
        {
            foreach (var thing in things.Where(thing => !string.IsNullOrWhiteSpace(thing)))
            {
                yield return Trait($"{lead} {thing.Trim()}.", importance);
            }
        }

        foreach (var sentence in BigFive(name, request.BigFive))
        {
            yield return Trait(sentence, 0.6);
        }

        if (request.OriginStory && !string.IsNullOrWhiteSpace(request.WorldDescription))
        {
            yield return Trait($"{name}'s world: {request.WorldDescription.Trim()}", 0.8);
        }

        if (request.PersonalizedMemories && !string.IsNullOrWhiteSpace(request.CreatorDisplayName))
        {
            yield return Trait($"{name} was created by {{creatorDisplayName}}.", 0.8);
        }
    }

    private static SeedMemory Trait(string text, double importance) => new(text, FactTypes.Agent, importance, []);

    private static IEnumerable<string> BigFive(string name, BigFive? scores)
    {
        if (scores is null)
        {
            yield break;
        }

        foreach (var (score, high, low) in new[]
        {
            (scores.Openness, "curious and open to what is new", "fond of the familiar"),
            (scores.Conscientiousness, "careful and well organised", "spontaneous and easy-going"),
            (scores.Extraversion, "outgoing", "reserved"),
            (scores.Agreeableness, "warm and considerate", "direct, and does not avoid an argument"),
            (scores.Neuroticism, "sensitive and quick to worry", "calm and hard to upset"),
        })
        {
            var share = score > 1 ? score / 100 : score;
            if (share >= High || share <= Low)
            {
                yield return $"{name} is {(share >= High ? high : low)}.";
            }
        }
    }

    private static string Fill(string text, SeedRequest request)
    {
        var filled = text.Trim()
            .Replace("{agentName}", request.AgentName, StringComparison.OrdinalIgnoreCase)
            .Replace("{agent_name}", request.AgentName, StringComparison.OrdinalIgnoreCase)
            .Replace("{creatorDisplayName}", request.CreatorDisplayName ?? "the creator", StringComparison.OrdinalIgnoreCase);
        foreach (var (common, own) in request.EntityTerminology ?? new Dictionary<string, string>())
        {
            filled = common.Length > 0 ? filled.Replace($"{{{common}}}", own, StringComparison.OrdinalIgnoreCase) : filled;
        }

        return filled;
    }
}
