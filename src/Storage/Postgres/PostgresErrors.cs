using System.Data.Common;
using System.Net.Sockets;
using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;
using Npgsql;

namespace FencyGrid.Storage.Postgres;

/// <summary>What PostgreSQL's error codes mean to the store's callers. See https://www.postgresql.org/docs/current/errcodes-appendix.html.</summary>
internal static class PostgresErrors
{
    /// <summary>
    /// Whether the server refused the statement and went on, so that nothing of the transaction was written. What ends the connection
    /// (severity FATAL or PANIC), like a connection that breaks, may come after a commit.
    /// </summary>
    public static bool IsRefusal(PostgresException exception) => exception.InvariantSeverity == "ERROR";

    public static Exception Translate(DbException exception) => exception switch
    {
        PostgresException postgres => Translate(postgres),
        NpgsqlException { InnerException: TimeoutException } when exception.Message.Contains("pool", StringComparison.Ordinal) =>
            new RetryableException("All connections to the database are in use. Try again shortly; 'Maximum Pool Size' in the connection string sets how many there are.", exception),
        NpgsqlException or { InnerException: IOException or SocketException or TimeoutException } => Away(exception),
        _ => exception,
    };

    private static Exception Translate(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation =>
            new VersionConflictException($"A row with that key or unique value already exists ({exception.TableName}, {exception.ConstraintName})."),
        PostgresErrorCodes.ForeignKeyViolation =>
            new MissingReferenceException("A row refers to one that does not exist, or is still referred to."),
        PostgresErrorCodes.ProgramLimitExceeded or PostgresErrorCodes.StringDataRightTruncation =>
            new InvalidRequestException("A value is larger than the database can hold."),
        PostgresErrorCodes.DiskFull => new RetryableException("The store cannot write: the database's disk is full.", exception),
        PostgresErrorCodes.TooManyConnections or "53400" =>
            new RetryableException("The database has no connection left. Try again shortly; its max_connections must cover every server's 'Maximum Pool Size'.", exception),
        PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable =>
            new RetryableException("The transaction was in the way of another one. Try again.", exception),
        PostgresErrorCodes.ReadOnlySqlTransaction => new RetryableException("The store cannot write: the database is read-only (a standby?).", exception),
        PostgresErrorCodes.QueryCanceled => new RetryableException("The database gave up on a statement that took too long.", exception),
        PostgresErrorCodes.OutOfMemory => new RetryableException("The database is out of memory.", exception),
        _ when exception.IsTransient || !IsRefusal(exception) => Away(exception),
        _ => exception,
    };

    private static RetryableException Away(DbException exception) => new("The database is away.", exception);
}
