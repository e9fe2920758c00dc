using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

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

    [Fact]
    public async Task A_killed_server_s_backlog_is_delivered_by_the_next()
    {
        const int Memories = 30;
        var never = new TaskCompletionSource();
        await using var receiver = await WebhookReceiver.StartAsync((_, context) => never.Task.WaitAsync(context.RequestAborted));
        var created = new HashSet<string>();
        using (var first = await StartProcessAsync())
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
        using var second = await StartProcessAsync();
        var all = await receiver.WaitAsync(all => created.SetEquals(all.Skip(before).Select(received => received.EntityId)));
        all.Count.ShouldBeGreaterThanOrEqualTo(before + Memories);
        never.SetResult();
    }

    private async Task<KilledServer> StartProcessAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        var start = new ProcessStartInfo("dotnet", [typeof(ApiHost).Assembly.Location]) { RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_URLS"] = address;
        start.Environment["FencyGrid__DataDirectory"] = _directory;
        start.Environment["FencyGrid__AllowPrivateNetworks"] = "true";
        start.Environment["FencyGrid__Bootstrap__SecretKey"] = TestServer.SecretKey;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var client = new HttpClient { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestServer.SecretKey);
        var server = new KilledServer(process, client);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await server.IsReadyAsync())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }

        return server;
    }

    /// <summary>A server process that is killed without warning when disposed.</summary>
    private sealed record KilledServer(Process Process, HttpClient Client) : IDisposable
    {
        public async Task<bool> IsReadyAsync()
        {
            try
            {
                using var answer = await Client.GetAsync("/readyz");
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }

        public void Dispose()
        {
            Process.Kill();
            Process.WaitForExit();
            Process.Dispose();
            Client.Dispose();
        }
    }
}
