using System.Globalization;
using FencyGrid.Contracts;
using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Rules;

/// <summary>
/// Finds the node a fact hangs under, making it where there is none: branch (memory type), then topic. A topic that is full keeps what it
/// has and gets parts below it, by the fact's next topic or else by month, so that no fact is ever moved to make room.
/// </summary>
public static class NodePlacement
{
    private const string GeneralTopic = "general";
    private const int MaxNameLength = 60;

    private static readonly Dictionary<string, string> Branches = new(StringComparer.Ordinal)
    {
        [MemoryTypeNames.Factual] = "What is known as plain fact.",
        [MemoryTypeNames.Episodic] = "What happened, and when.",
        [MemoryTypeNames.Semantic] = "What things mean and how they hang together: likes, opinions, concepts.",
        [MemoryTypeNames.Procedural] = "How things are done: habits, routines, instructions.",
        [MemoryTypeNames.Identity] = "Who someone is: name, origin, character, roles.",
        [MemoryTypeNames.Temporal] = "What is bound to a time: plans, appointments, deadlines.",
        [MemoryTypeNames.Relational] = "Who belongs to whom: family, friends, colleagues.",
    };

    public static IReadOnlyCollection<string> MemoryTypes => Branches.Keys;

    /// <exception cref="InvalidRequestException">The given node is not in this tree.</exception>
    public static string Given(TreeDraft draft, string nodeId) =>
        draft.Tree.Node(nodeId) is not null ? nodeId : throw new InvalidRequestException($"The node '{nodeId}' is not in this tree; leave it out to have the fact placed by its type and topic.");

    public static string Place(TreeDraft draft, string memoryType, IReadOnlyList<string> topics, DateTimeOffset time, int capacity)
    {
        var type = Branches.ContainsKey(memoryType) ? memoryType : MemoryTypeNames.Factual;
        var branch = Under(draft, null, type, Branches[type], type);
        var names = topics.Select(Clean).Where(topic => topic.Length > 0).DefaultIfEmpty(GeneralTopic).ToList();
        var topic = Under(draft, branch, names[0], $"{Title(names[0])}: {type} memories.", type);
        if (topic.Facts.Count < capacity)
        {
            return topic.Node.Value.Id;
        }

        var month = time.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var part = names.Count > 1
            ? Under(draft, topic, names[1], $"{Title(names[0])} and {names[1]}: {type} memories.", type)
            : Under(draft, topic, month, $"{Title(names[0])} in {month}: {type} memories.", type);
        if (part.Facts.Count < capacity)
        {
            return part.Node.Value.Id;
        }

        // Its parts fill one after another, so the last one alone can have room.
        var number = Math.Max(part.Children, 1);
        var last = Under(draft, part, $"part {number}", $"{part.Node.Value.Name}, part {number}.", type);
        if (last.Facts.Count >= capacity)
        {
            number++;
            last = Under(draft, part, $"part {number}", $"{part.Node.Value.Name}, part {number}.", type);
        }

        return last.Node.Value.Id;
    }

    private static NodeState Under(TreeDraft draft, NodeState? parent, string name, string description, string memoryType)
    {
        var path = $"{parent?.Node.Value.Path}/{name}";
        if (draft.Tree.NodeAt(path) is { } known)
        {
            return known;
        }

        var node = new NodeBody(TreeDraft.NewId(), parent?.Node.Value.Id, path, name, description, memoryType, parent is null ? 0 : parent.Node.Value.Depth + 1, draft.Next());
        draft.PutNode(node);
        return draft.Tree.Node(node.Id)!;
    }

    private static string Clean(string topic)
    {
        var name = ClaimText.Normalize(topic);
        return name.Length > MaxNameLength ? name[..MaxNameLength] : name;
    }

    private static string Title(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
