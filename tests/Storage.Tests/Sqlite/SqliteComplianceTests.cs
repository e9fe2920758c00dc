using FencyGrid.Compliance.Store;

namespace FencyGrid.Storage.Tests.Sqlite;

public sealed class SqliteCommitTests : CommitSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new SqliteUnderTest());
}

public sealed class SqliteConcurrencyTests : ConcurrencySuite
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new SqliteUnderTest());
}

public sealed class SqliteValuesTests : ValuesSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new SqliteUnderTest());
}

public sealed class SqlitePagingTests : PagingSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new SqliteUnderTest());
}

public sealed class SqlitePageTokenTests : PageTokenSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new SqliteUnderTest());
}

public sealed class SqliteOutboxTests : OutboxSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new SqliteUnderTest());
}

public sealed class SqliteMemoryTests : MemorySuite
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new SqliteUnderTest());
}

public sealed class SqliteIsolationTests : IsolationSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new SqliteUnderTest());
}

public sealed class SqliteTreeTests : TreeSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new SqliteUnderTest());
}

public sealed class SqliteDeliveryTests : DeliverySuite
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new SqliteUnderTest());
}

public sealed class SqliteVectorTests : VectorSuite
{
    protected override Task<StoreUnderTest> OpenAsync() => Task.FromResult<StoreUnderTest>(new SqliteUnderTest());
}
