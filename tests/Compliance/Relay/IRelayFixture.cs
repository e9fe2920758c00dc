using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Compliance.Relay;

/// <summary>A store and the outbox that its transactions fill, both empty at first.</summary>
public interface IRelayFixture : IAsyncDisposable
{
    IStore Store { get; }

    IOutbox Outbox { get; }
}
