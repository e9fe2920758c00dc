using FencyGrid.Grains.Engine.Events;

namespace FencyGrid.Grains.Events;

/// <summary>Writes an event as its receivers read it. The front end that defines the format brings the implementation.</summary>
public interface IEventBody
{
    /// <summary>UTF-8 JSON of the event as it is now: with the content that still exists, and nothing of a memory that was deleted.</summary>
    Task<byte[]> RenderAsync(GridEvent gridEvent, CancellationToken cancellationToken);

    /// <summary>The event that a webhook's test sends.</summary>
    byte[] RenderTest(string organizationId, string webhookId, string eventId, DateTimeOffset now);
}
