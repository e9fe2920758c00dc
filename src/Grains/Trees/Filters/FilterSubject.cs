using System.Text.Json;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Grains.Trees.Filters;

/// <summary>An item as filters read it: fields of its own first, anything else from its metadata, which is parsed at most once.</summary>
public sealed class FilterSubject(TreeItem item)
{
    private JsonElement? _metadata;

    public TreeItem Item => item;

    /// <summary>Whether the field, where an item has it, is a time.</summary>
    public static bool IsTime(string field) => field is "created_at" or "updated_at" or "event_date";

    /// <summary>The field where it says which tree an item is of; null for other fields.</summary>
    public static IReadOnlyList<object>? Read(TreeAddress tree, string field) => field switch
    {
        "user_id" => [tree.UserId],
        "agent_id" => [tree.AgentId],
        "instance_id" => One(tree.InstanceId),
        _ => null,
    };

    public IReadOnlyList<object> Read(string field) => field switch
    {
        "id" or "fact_id" or "artifact_id" => [item.Id],
        "user_id" or "agent_id" or "instance_id" => Read(item.Tree, field)!,
        "conv_id" or "session_id" => One(item.SessionId),
        "created_at" => [item.CreatedAt],
        "updated_at" => [item.UpdatedAt],
        "status" => [item.State.ToString().ToLowerInvariant()],
        "text" or "memory" => [item.Body],
        "categories" => Categories(),
        "fact_type" when item is Fact fact => [fact.FactType],
        "memory_type" when item is Fact fact => [fact.MemoryType],
        "event_date" when item is Fact fact => fact.EventTime is { } time ? [time] : [],
        "importance" when item is Fact fact => [fact.Importance],
        "confidence" when item is Fact fact => [fact.Confidence],
        "episode_id" => One(item switch { Fact fact => fact.EpisodeId, Message message => message.EpisodeId, Artifact artifact => artifact.EpisodeId, _ => null }),
        "artifact_type" when item is Artifact artifact => [artifact.ArtifactType],
        "is_latest" when item is Artifact artifact => [artifact.IsLatest],
        "root_artifact_id" when item is Artifact artifact => [artifact.RootArtifactId],
        // What the metadata of an item says of these counts where it does; otherwise what was judged from the text.
        "kind" or "item_type" or "subject_relation" or "temporal_relevance" or "sentiment" when item is Fact fact && Metadata(field) is { Count: 0 } => Judged(fact, field),
        _ => Metadata(field),
    };

    private static IReadOnlyList<object> Judged(Fact fact, string field) => One(field switch
    {
        "kind" => fact.Kind,
        "item_type" => fact.ItemType,
        "subject_relation" => fact.SubjectRelation,
        "temporal_relevance" => fact.TemporalRelevance,
        _ => fact.Sentiment,
    });

    private static IReadOnlyList<object> One(string? value) => string.IsNullOrEmpty(value) ? [] : [value];

    private IReadOnlyList<object> Categories() => item switch
    {
        Fact fact => fact.Categories,
        Episode episode => episode.Topics,
        _ => Metadata("categories"),
    };

    private IReadOnlyList<object> Metadata(string field)
    {
        if (item.Metadata.Length <= 2)
        {
            return [];
        }

        if (_metadata is null)
        {
            using var document = JsonDocument.Parse(item.Metadata);
            _metadata = document.RootElement.Clone();
        }

        const string prefix = "metadata.";
        var path = field.StartsWith(prefix, StringComparison.Ordinal) ? field[prefix.Length..] : field;
        return Find(_metadata.Value, path) is { } found ? Flatten(found) : [];
    }

    // The whole path as a name wins over its parts, since a field's own name may hold dots.
    private static JsonElement? Find(JsonElement within, string path)
    {
        if (within.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (within.TryGetProperty(path, out var whole))
        {
            return whole;
        }

        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && within.TryGetProperty(path[..dot], out var inner) ? Find(inner, path[(dot + 1)..]) : null;
    }

    private static IReadOnlyList<object> Flatten(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Number => [value.GetDouble()],
        JsonValueKind.True => [true],
        JsonValueKind.False => [false],
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Flatten)],
        // An object is there, but equals no bare value.
        JsonValueKind.Object => [value],
        _ => [],
    };
}
