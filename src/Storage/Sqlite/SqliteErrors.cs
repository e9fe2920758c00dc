using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FencyGrid.Storage.Sqlite;

/// <summary>What SQLite's result codes mean to the store's callers. See https://www.sqlite.org/rescode.html.</summary>
internal static class SqliteErrors
{
    public static void ThrowOnError(int result, sqlite3 connection)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW)
        {
            return;
        }

        throw new SqliteException(raw.sqlite3_errmsg(connection).utf8_to_string(), result & 0xff, raw.sqlite3_extended_errcode(connection));
    }

    /// <summary>Whether the failure is the medium's rather than the transaction's: all that was written with it is lost, and later attempts may succeed.</summary>
    public static bool IsUnavailable(SqliteException exception) => exception.SqliteErrorCode is
        raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_READONLY or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_CANTOPEN
        or raw.SQLITE_NOMEM or raw.SQLITE_PERM or raw.SQLITE_PROTOCOL or raw.SQLITE_INTERRUPT;

    /// <summary>Whether the connection may be at fault and is better opened anew.</summary>
    public static bool WantsNewConnection(SqliteException exception) =>
        exception.SqliteErrorCode is raw.SQLITE_IOERR or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_NOMEM;

    public static Exception Translate(SqliteException exception) => exception switch
    {
        { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY } =>
            new VersionConflictException($"A row with that key or unique value already exists ({Detail(exception)})."),
        { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_FOREIGNKEY } =>
            new MissingReferenceException("A row refers to one that does not exist, or is still referred to."),
        { SqliteErrorCode: raw.SQLITE_TOOBIG } => new InvalidRequestException("A value is larger than the database can hold."),
        { SqliteErrorCode: raw.SQLITE_FULL } => new RetryableException("The store cannot write: the disk is full. Reads go on; writes do again once there is room.", exception),
        { SqliteErrorCode: raw.SQLITE_READONLY or raw.SQLITE_PERM } => new RetryableException("The store cannot write: its database file is read-only.", exception),
        { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => new RetryableException("The store cannot write: another process holds its database file.", exception),
        _ when IsUnavailable(exception) => new RetryableException("The store's disk refuses to be read or written now.", exception),
        _ => exception,
    };

    // "UNIQUE constraint failed: memories.organization_id, memories.id" names columns, never values.
    private static string Detail(SqliteException exception) => exception.Message;
}
