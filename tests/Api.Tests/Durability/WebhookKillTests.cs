using FencyGrid.Api.Tests.Webhooks;

namespace FencyGrid.Api.Tests.Durability;

/// <summary>What was committed before a server was killed is delivered by the next one.</summary>
public sealed class WebhookKillTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("fencygrid-webhooks-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_killed_servers_backlog_is_delivered_by_the_next()
    {
        const int Memories = 30;
        var never = new TaskCompletionSource();
        await using var receiver = await WebhookReceiver.StartAsync((_, context) => never.Task.WaitAsync(context.RequestAborted));
        var created = new HashSet<string>();
        using (var first = await StartAsync())
        {
            await first.Client.SendJsonAsync(
                HttpMethod.Post, "/v1/webhooks", $$"""{"url":"{{receiver.Url}}","secret":"a secret of this test","eventTypes":["memory.created"]}""");
            var typeId = await first.Client.CreateTypeAsync();
            for (var i = 0; i < Memories; i++)
            {
                created.Add(await first.Client.CreateMemoryAsync(typeId));
            }

            await receiver.WaitForCountAsync(1);
        }

        var before = receiver.All.Count;
        receiver.Behave = WebhookReceiver.Answer(204);
        using var second = await StartAsync();
        var all = await receiver.WaitAsync(all => created.SetEquals(all.Skip(before).Select(received => received.EntityId)));
        all.Count.ShouldBeGreaterThanOrEqualTo(before + Memories);
        never.SetResult();
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(_directory, ("FencyGrid__AllowPrivateNetworks", "true"));
}
