namespace FencyGrid.Grains.Engine.Events;

/// <summary>Something that happened, committed with the rows it is about and kept in the organization's event log for 30 days.</summary>
/// <param name="Id"><c>evt_…</c>: consumers recognise a repeat by it.</param>
/// <param name="Type">For example <c>memory.created</c>.</param>
/// <param name="Subject">The id of what it is about; events of one subject are consumed in order.</param>
/// <param name="SubjectVersion">The subject's row version after the change.</param>
/// <param name="Entity">The subject as JSON, without content: a reader joins the content while it still exists, so a delete leaves none here.</param>
public sealed record GridEvent(
    string Id,
    string OrganizationId,
    string Type,
    string Subject,
    long SubjectVersion,
    DateTimeOffset CreatedAt,
    string Entity);
