using System.Text.Json;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Events;

namespace FencyGrid.Api.Fency.Events;

/// <summary>What webhooks receive: the same document that <c>GET /v1/events/{id}</c> answers.</summary>
public sealed class FencyEventBody(FencyEvents events) : IEventBody
{
    private const long TestVersion = 1;

    public async Task<byte[]> RenderAsync(GridEvent gridEvent, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeToUtf8Bytes(await events.OfAsync(gridEvent, cancellationToken), FencyJson.OneEvent);

    public byte[] RenderTest(string organizationId, string webhookId, string eventId, DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(
        new FencyWebhookTestEvent(eventId, TestVersion, EventTypes.WebhookTest, now, organizationId, new FencyTestedWebhook(webhookId)), FencyJson.OneEvent);
}
