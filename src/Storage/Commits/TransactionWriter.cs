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

    private static async ValueTask WriteAsync(StoreChange change, WriteSession session)
    {
        switch (change)
        {
            case InsertRow insert:
                var table = Tables.Of(insert.Row);
                await session.SendAsync(table.Insert, table, insert.Row);
                break;
            case UpsertRow upsert:
                table = Tables.Of(upsert.Row);
                await session.SendAsync(table.Upsert, table, upsert.Row);
                session.Erased = true;
                break;
            case UpdateRow update:
                table = Tables.Of(update.Row);
                await session.SendAsync(table.Update, table, update.Row, mustMatch: true);
                break;
            case DeleteRow delete:
                table = Tables.Of(delete.Row);
                await session.SendAsync(table.Delete, table, delete.Row, mustMatch: table.IsVersioned, erases: true);
                break;
            default:
                await ChangeHandlers.Of(change).WriteAsync(change, session);
                break;
        }
    }
}
