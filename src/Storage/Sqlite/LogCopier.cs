using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace FencyGrid.Storage.Sqlite;

/// <summary>
/// Copies a large log into the database beside the writer, who would keep all that write waiting for as long as it takes. What little is left
/// the writer copies itself, and starts the log over.
/// </summary>
internal sealed partial class LogCopier(SqliteStoreOptions options, ILogger logger, Action copied) : IDisposable
{
    // The writer goes on meanwhile: each round has only what came during the one before.
    private const int MostRounds = 5;
    private const int FewPages = 500;

    // SQLITE_CHECKPOINT_PASSIVE.
    private const int Passive = 0;

    private Task _copying = Task.CompletedTask;
    private volatile bool _isLastRound;

    /// <summary>Begins to copy, if it is not at it already, and tells when it is done, whether or not all went well.</summary>
    public void Start()
    {
        if (_copying.IsCompleted)
        {
            _copying = Task.Factory.StartNew(Copy, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Waits for the end of the round that is under way, the last.</summary>
    public void Finish()
    {
        _isLastRound = true;
        _copying.GetAwaiter().GetResult();
        _isLastRound = false;
    }

    public void Dispose() => Finish();

    private void Copy()
    {
        try
        {
            using var connection = SqliteConnections.OpenWriter(options);
            var before = 0;
            for (var round = 0; round < MostRounds && !_isLastRound; round++)
            {
                var result = raw.sqlite3_wal_checkpoint_v2(connection.Handle!, "main", Passive, out _, out var pages);
                if (result != raw.SQLITE_OK || pages - before < FewPages)
                {
                    break;
                }

                before = pages;
            }
        }
        catch (SqliteException exception)
        {
            LogCopyFailed(logger, exception);
        }

        copied();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Copying the SQLite log beside the writer failed; the writer does it.")]
    private static partial void LogCopyFailed(ILogger logger, Exception exception);
}
