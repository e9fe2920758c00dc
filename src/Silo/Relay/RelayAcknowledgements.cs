using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Silo.Relay;

/// <summary>
/// Writes the acknowledgements of all relays of this silo: what gathers while one commit is under way is committed together, as a single
/// relay's would be. Where a commit fails, all whose acknowledgements were in it are told.
/// </summary>
internal sealed class RelayAcknowledgements(IStore store) : IStore
{
    private readonly SharedRun<StoreTransaction, bool> _commit = new(async gathered =>
    {
        var together = new StoreTransaction();
        foreach (var change in gathered.SelectMany(transaction => transaction.Changes))
        {
            together.Add(change);
        }

        await store.CommitAsync(together, CancellationToken.None);
        return true;
    });

    public Task CommitAsync(StoreTransaction transaction, CancellationToken cancellationToken) => _commit.RunAsync(transaction, cancellationToken);
}
