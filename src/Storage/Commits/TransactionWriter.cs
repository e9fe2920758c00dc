using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Mapping;

namespace FencyGrid.Storage.Commits;

/// <summary>Writes a transaction's changes, in their order, into an open session.</summary>
internal static class TransactionWriter
{
    public static async ValueTask WriteAsync(StoreTransaction transaction, WriteSession session)
    {
        foreach (var change in transaction.Changes)
        {
            await WriteAsync(change, session);
        }
    }

    /// <summary>The exception for an insert whose key, or whose unique value, another row has.</summary>
    public static VersionConflictException AlreadyExists(string described) => new($"A row with the key or a unique value of {described} already exists.");

    private static async ValueTask WriteAsync(StoreChange change, WriteSession session)
    {
        switch (change)
        {
            case InsertRow insert:
                var table = Tables.Of(insert.Row);
                await session.ExecuteAsync(table.Insert, table, insert.Row);
                break;
            case UpsertRow upsert:
                table = Tables.Of(upsert.Row);
                await session.ExecuteAsync(table.Upsert, table, upsert.Row);
                session.Erased = true;
                break;
            case UpdateRow update:
                table = Tables.Of(update.Row);
                ThrowIfMissed(await session.ExecuteAsync(table.Update, table, update.Row), table, update.Row);
                break;
            case DeleteRow delete:
                table = Tables.Of(delete.Row);
                var deleted = await session.ExecuteAsync(table.Delete, table, delete.Row);
                if (table.IsVersioned)
                {
                    ThrowIfMissed(deleted, table, delete.Row);
                }

                session.Erased |= deleted > 0;
                break;
            default:
                await ChangeHandlers.Of(change).WriteAsync(change, session);
                break;
        }
    }

    private static void ThrowIfMissed(int rows, Table table, IRow row)
    {
        if (rows == 0)
        {
            throw new VersionConflictException($"The row of {table.Describe(row)} is no longer at version {((IVersionedRow)row).Version}.");
        }
    }
}
