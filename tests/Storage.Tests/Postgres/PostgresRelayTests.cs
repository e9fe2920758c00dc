using FencyGrid.Compliance.Relay;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Storage.Tests.Postgres;

public sealed class PostgresRelayTests : RelayCompliance
{
    protected override async Task<IRelayFixture> StartAsync(TimeProvider time) =>
        new Fixture(new PostgresUnderTest(await PostgresUnderTest.EmptyDatabaseAsync<PostgresRelayTests>(), time: time));

    private sealed class Fixture(PostgresUnderTest store) : IRelayFixture
    {
        public IStore Store => store.Store;

        public IOutbox Outbox => store.Outbox;

        public ValueTask DisposeAsync() => store.DisposeAsync();
    }
}
