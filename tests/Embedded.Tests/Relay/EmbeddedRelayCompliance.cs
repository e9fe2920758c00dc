using FencyGrid.Compliance.Relay;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Embedded.Tests.Relay;

public sealed class EmbeddedRelayCompliance : RelayCompliance
{
    protected override Task<IRelayFixture> StartAsync(TimeProvider time) => Task.FromResult<IRelayFixture>(new Fixture(new MemoryOutbox(time)));

    private sealed class Fixture(MemoryOutbox outbox) : IRelayFixture
    {
        public IStore Store => outbox;

        public IOutbox Outbox => outbox;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
