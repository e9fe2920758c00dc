using FencyGrid.Grains.Engine.Events.Relay;
using Microsoft.Extensions.Hosting;

namespace FencyGrid.Embedded.Relay;

/// <summary>Runs the relay for as long as the host runs.</summary>
internal sealed class EventRelayService(EventRelay relay) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        relay.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => relay.StopAsync(cancellationToken);
}
