using System.Text.Json.Serialization;
using FencyGrid.Api.Http;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Events;

namespace FencyGrid.Api.Fency.Events;

/// <summary>An event, as it is listed and as webhooks receive it. Which kind of entity it has depends on its type.</summary>
/// <param name="Version">The entity's version after the change: it grows with every change of one entity.</param>
[JsonDerivedType(typeof(FencyMemoryEvent))]
[JsonDerivedType(typeof(FencyAgentTaskEvent))]
[JsonDerivedType(typeof(FencyWebhookTestEvent))]
public abstract record FencyEvent(
    [property: JsonPropertyOrder(-5)] string Id,
    [property: JsonPropertyOrder(-4)] long Version,
    [property: JsonPropertyOrder(-3)] string Type,
    [property: JsonPropertyOrder(-2)] DateTimeOffset CreatedAt,
    [property: JsonPropertyOrder(-1)] string OrganizationId);

/// <param name="Entity">The memory; its content for as long as it exists.</param>
public sealed record FencyMemoryEvent(string Id, long Version, string Type, DateTimeOffset CreatedAt, string OrganizationId, FencyMemory Entity)
    : FencyEvent(Id, Version, Type, CreatedAt, OrganizationId);

/// <param name="Entity">The task; its result for as long as it exists.</param>
public sealed record FencyAgentTaskEvent(string Id, long Version, string Type, DateTimeOffset CreatedAt, string OrganizationId, FencyAgentTask Entity)
    : FencyEvent(Id, Version, Type, CreatedAt, OrganizationId);

/// <summary>What a webhook's test sends.</summary>
public sealed record FencyWebhookTestEvent(string Id, long Version, string Type, DateTimeOffset CreatedAt, string OrganizationId, FencyTestedWebhook Entity)
    : FencyEvent(Id, Version, Type, CreatedAt, OrganizationId);

public sealed record FencyTestedWebhook(string Id);

/// <summary>Makes the answers' and the deliveries' events of those in the log.</summary>
public sealed class FencyEvents(EventEntities entities)
{
    public async Task<FencyEvent> OfAsync(GridEvent e, CancellationToken cancellationToken) => EventEntities.IsAgentTask(e)
        ? new FencyAgentTaskEvent(
            e.Id, e.SubjectVersion, e.Type, e.CreatedAt, e.OrganizationId, FencyAgentTaskShape.Of(await entities.AgentTaskAsync(e, cancellationToken)))
        : new FencyMemoryEvent(
            e.Id, e.SubjectVersion, e.Type, e.CreatedAt, e.OrganizationId, FencyMemory.Of(await entities.MemoryAsync(e, cancellationToken)));

    /// <summary>Of how many characters of content the event tells.</summary>
    public static long ContentOf(FencyEvent e) => e is FencyMemoryEvent { Entity.Content: { } content } ? content.Length : 0;
}
