using FencyGrid.Grains.Engine.Events;

namespace FencyGrid.Silo.Relay.Streams;

/// <summary>An event on the stream of one consumer.</summary>
/// <param name="Attempt">1 for the first.</param>
[GenerateSerializer]
[Immutable]
[Alias("fg.event")]
internal sealed record StreamedEvent(
    [property: Id(0)] string Id,
    [property: Id(1)] string OrganizationId,
    [property: Id(2)] string Type,
    [property: Id(3)] string Subject,
    [property: Id(4)] long SubjectVersion,
    [property: Id(5)] DateTimeOffset CreatedAt,
    [property: Id(6)] string Entity,
    [property: Id(7)] string Consumer,
    [property: Id(8)] int Attempt)
{
    public static StreamedEvent Of(GridEvent gridEvent, string consumer, int attempt) => new(
        gridEvent.Id, gridEvent.OrganizationId, gridEvent.Type, gridEvent.Subject, gridEvent.SubjectVersion, gridEvent.CreatedAt, gridEvent.Entity, consumer, attempt);

    public GridEvent ToEvent() => new(Id, OrganizationId, Type, Subject, SubjectVersion, CreatedAt, Entity);
}
