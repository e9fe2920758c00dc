using System.Net;
using FencyGrid.Content.Network;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Webhooks;

public sealed class WebhookRebindingTests
{
    [Fact]
    public async Task A_name_that_turns_to_a_private_address_after_registration_is_not_connected_to()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var resolver = new TurningResolver();
        await using var server = await WebhookServer.StartAsync(allowPrivateNetworks: false, services: services => services.AddSingleton<IHostResolver>(resolver));
        var webhookId = await server.RegisterAsync($"http://hooks.example:{new Uri(receiver.Url).Port}/hook", ["memory.created"]);
        resolver.Address = IPAddress.Loopback;
        await server.Client.CreateMemoryAsync(await server.Client.CreateTypeAsync());

        var delivery = (await server.WaitForDeliveriesAsync(webhookId, all => all is [var one] && one.GetProperty("attempts").GetInt32() == 1))[0];

        delivery.GetProperty("error").GetString()!.ShouldContain("private or reserved network");
        delivery.GetProperty("status").GetString().ShouldBe("PENDING");
        receiver.All.ShouldBeEmpty();
    }

    /// <summary>Public at first, then whatever it is told.</summary>
    private sealed class TurningResolver : IHostResolver
    {
        public IPAddress Address { get; set; } = IPAddress.Parse("93.184.216.34");

        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Task.FromResult<IPAddress[]>([Address]);
    }
}
