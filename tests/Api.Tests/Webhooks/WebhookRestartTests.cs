namespace FencyGrid.Api.Tests.Webhooks;

/// <summary>What was committed before a server ended is delivered by the next one.</summary>
public sealed class WebhookRestartTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("fencygrid-webhooks-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_backlog_is_delivered_in_order_after_a_restart()
    {
        await using var receiver = await WebhookReceiver.StartAsync(WebhookReceiver.Answer(500));
        string memoryId;
        await using (var first = await WebhookServer.StartAsync(directory: _directory))
        {
            var webhookId = await first.RegisterAsync(receiver.Url);
            memoryId = await first.Client.CreateMemoryAsync(await first.Client.CreateTypeAsync());
            await first.Client.GetSynchronizedAsync(memoryId);
            await first.Client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{memoryId}");
            await first.WaitForDeliveriesAsync(webhookId, all => all.Count == 3 && all[0].GetProperty("attempts").GetInt32() == 1);
        }

        var before = receiver.All.Count;
        receiver.Behave = WebhookReceiver.Answer(204);
        await using var second = await WebhookServer.StartAsync(directory: _directory);
        second.Time.Advance(TimeSpan.FromHours(1));
        var all = await receiver.WaitForCountAsync(before + 3);

        all.Skip(before).Select(received => received.Type).ShouldBe(["memory.created", "memory.updated", "memory.deleted"]);
        all.ShouldAllBe(received => received.EntityId == memoryId);
    }
}
