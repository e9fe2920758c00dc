using FencyGrid.Compliance.Store;

namespace FencyGrid.Storage.Tests.Postgres;

public sealed class PostgresCommitTests : CommitSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => PostgresUnderTest.OpenAsync<PostgresCommitTests>();
}

public sealed class PostgresConcurrencyTests : ConcurrencySuite
{
    protected override Task<StoreUnderTest> OpenAsync() => PostgresUnderTest.OpenAsync<PostgresConcurrencyTests>();
}

public sealed class PostgresValuesTests : ValuesSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => PostgresUnderTest.OpenAsync<PostgresValuesTests>();
}

public sealed class PostgresPagingTests : PagingSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => PostgresUnderTest.OpenAsync<PostgresPagingTests>();
}

public sealed class PostgresPageTokenTests : PageTokenSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => PostgresUnderTest.OpenAsync<PostgresPageTokenTests>();
}

public sealed class PostgresOutboxTests : OutboxSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => PostgresUnderTest.OpenAsync<PostgresOutboxTests>();
}

public sealed class PostgresMemoryTests : MemorySuite
{
    protected override Task<StoreUnderTest> OpenAsync() => PostgresUnderTest.OpenAsync<PostgresMemoryTests>();
}

public sealed class PostgresIsolationTests : IsolationSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => PostgresUnderTest.OpenAsync<PostgresIsolationTests>();
}

public sealed class PostgresTreeTests : TreeSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => PostgresUnderTest.OpenAsync<PostgresTreeTests>();
}

public sealed class PostgresDeliveryTests : DeliverySuite
{
    protected override Task<StoreUnderTest> OpenAsync() => PostgresUnderTest.OpenAsync<PostgresDeliveryTests>();
}

public sealed class PostgresVectorTests : VectorSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => PostgresUnderTest.OpenAsync<PostgresVectorTests>();
}
