using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Compliance.Store;

/// <summary>What every store has to do. A store inherits each of these suites and says how it is opened.</summary>
public abstract class StoreSuite : IAsyncLifetime
{
    protected const string Org = "org_a";
    protected const string OtherOrg = "org_b";

    private StoreUnderTest? _stores;

    protected StoreUnderTest Stores => _stores!;

    public async Task InitializeAsync()
    {
        _stores = await OpenAsync();
        await CommitAsync(
            new StoreTransaction()
                .Insert(Sample.MemoryType(Org))
                .Insert(Sample.MemoryType(OtherOrg)));
    }

    public async Task DisposeAsync() => await Stores.DisposeAsync();

    protected abstract Task<StoreUnderTest> OpenAsync();

    protected Task CommitAsync(StoreTransaction transaction) => Stores.Store.CommitAsync(transaction, CancellationToken.None);
}
