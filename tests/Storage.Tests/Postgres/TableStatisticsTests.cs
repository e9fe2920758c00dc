using Dapper;
using FencyGrid.Compliance.Store;
using FencyGrid.Grains.Engine.Store;
using Npgsql;

namespace FencyGrid.Storage.Tests.Postgres;

public sealed class TableStatisticsTests
{
    private const string Org = "org_a";
    private const int Rows = 1000;

    // Autovacuum would come by after a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task A_table_that_grew_is_analysed_soon()
    {
        await using var store = new PostgresUnderTest(await PostgresUnderTest.EmptyDatabaseAsync<TableStatisticsTests>());
        await using var connection = new NpgsqlConnection(store.ConnectionString);
        await connection.ExecuteAsync("ANALYZE memory_types");
        await WriteTypesAsync(store, 0);
        await UntilAnalysedAsync(connection, Rows);

        await WriteTypesAsync(store, Rows);
        await UntilAnalysedAsync(connection, 2 * Rows);
    }

    private static async Task WriteTypesAsync(PostgresUnderTest store, int from)
    {
        var transaction = new StoreTransaction();
        for (var number = from; number < from + Rows; number++)
        {
            transaction.Insert(Sample.MemoryType(Org, $"mty_{number}") with { Name = $"type {number}" });
        }

        await store.Store.CommitAsync(transaction, CancellationToken.None);
    }

    private static async Task UntilAnalysedAsync(NpgsqlConnection connection, int rows)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await connection.QuerySingleAsync<float>("SELECT reltuples FROM pg_class WHERE oid = 'memory_types'::regclass") < rows)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }
}
