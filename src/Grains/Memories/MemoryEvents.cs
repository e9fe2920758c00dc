using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Events;

namespace FencyGrid.Grains.Memories;

/// <summary>The events of a memory. Their entity is the memory without its content.</summary>
public static class MemoryEvents
{
    public const string CreatedType = "memory.created";
    public const string UpdatedType = "memory.updated";
    public const string DeletedType = "memory.deleted";

    public static GridEvent Created(MemoryRow row) => Of(CreatedType, row, row.UpdatedAt);

    public static GridEvent Updated(MemoryRow row) => Of(UpdatedType, row, row.UpdatedAt);

    /// <summary>A deleted memory's ids and metadata remain; its title and address go with its text.</summary>
    public static GridEvent Deleted(MemoryRow row, DateTimeOffset at) => Of(DeletedType, row with { Title = string.Empty, Url = null, FailureReason = null }, at);

    public static IReadOnlyList<string> Consumers(MemoryWork work) => work switch
    {
        MemoryWork.Index => [EventConsumers.Synchronize],
        MemoryWork.Content => [EventConsumers.Contents],
        MemoryWork.Index | MemoryWork.Content => [EventConsumers.Synchronize, EventConsumers.Contents],
        _ => [],
    };

    private static GridEvent Of(string type, MemoryRow row, DateTimeOffset at) =>
        new(Ids.New(Ids.Event), row.OrganizationId, type, row.Id, row.Version, at, GridJson.Write(row.View(content: null)));
}

/// <summary>What an event of a memory asks for.</summary>
[Flags]
public enum MemoryWork
{
    None = 0,

    /// <summary>To chunk the text, if it is new, and bring the index up to date.</summary>
    Index = 1,

    /// <summary>To fetch or convert what the text is made from.</summary>
    Content = 2,
}
