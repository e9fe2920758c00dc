using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Storage.Events;

/// <summary>Table <c>events</c>, key (organization_id, id): the log of 30 days. Written by publishing only.</summary>
internal sealed record EventRow(
    string OrganizationId,
    string Id,
    string Type,
    string Subject,
    long SubjectVersion,
    DateTimeOffset CreatedAt,
    string Entity) : IRow
{
    public static EventRow Of(GridEvent gridEvent) => new(
        gridEvent.OrganizationId,
        gridEvent.Id,
        gridEvent.Type,
        gridEvent.Subject,
        gridEvent.SubjectVersion,
        gridEvent.CreatedAt,
        gridEvent.Entity);

    public GridEvent ToEvent() => new(Id, OrganizationId, Type, Subject, SubjectVersion, CreatedAt, Entity);
}
