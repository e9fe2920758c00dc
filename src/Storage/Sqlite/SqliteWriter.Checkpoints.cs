using FencyGrid.Contracts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace FencyGrid.Storage.Sqlite;

internal sealed partial class SqliteWriter
{
    // How long a checkpoint waits for readers; writers wait with it. Each one in vain doubles what the next one waits for a log that is large,
    // so that reads which take longer, as all do on a busy machine, do not let it grow for ever.
    private const int Patience = 50;
    private const int MostPatience = 400;

    // SQLITE_CHECKPOINT_RESTART and SQLITE_CHECKPOINT_TRUNCATE. A passive one would stop at the oldest reader's snapshot: under steady
    // reads the log would never start over, and every read looks through all of it.
    private const int Restarting = 2;
    private const int Truncating = 3;

    private int _patience = Patience;

    /// <summary>Copies the log into the database; true when all of it was copied and, if asked, the log emptied.</summary>
    private bool Checkpoint(bool truncate)
    {
        try
        {
            var session = _session ??= OpenSession();
            var handle = session.Connection.Handle!;
            var result = Checkpoint(handle, truncate, out var logged, out var copied);
            if (result is not raw.SQLITE_BUSY and not raw.SQLITE_LOCKED)
            {
                SqliteErrors.ThrowOnError(result, handle);
            }

            var done = result == raw.SQLITE_OK && logged == copied;
            _patience = done ? Patience : Math.Min(_patience * 2, MostPatience);
            _schedule.Checkpointed(done, truncate);
            return done;
        }
        catch (SqliteException exception)
        {
            LogCheckpointFailed(_logger, exception);
            _schedule.Checkpointed(done: false, truncate);
            return false;
        }
    }

    private int Checkpoint(sqlite3 handle, bool truncate, out int logged, out int copied)
    {
        // Waits here, and not in SQLite: the build in use sleeps for whole seconds, and with less patience than one not at all.
        var patience = TimeSpan.FromMilliseconds(truncate ? Patience : _patience);
        var started = TimeProvider.System.GetTimestamp();
        raw.sqlite3_busy_timeout(handle, 0);
        int result;
        while ((result = raw.sqlite3_wal_checkpoint_v2(handle, "main", truncate ? Truncating : Restarting, out logged, out copied)) == raw.SQLITE_BUSY
            && TimeProvider.System.GetElapsedTime(started) < patience)
        {
            Thread.Sleep(1);
        }

        raw.sqlite3_busy_timeout(handle, (int)_options.BusyTimeout.TotalMilliseconds);
        return result;
    }

    private void TryRequestCheckpoint(bool truncate)
    {
        try
        {
            _queue.Add(new PendingCheckpoint(truncate));
        }
        catch (RetryableException)
        {
            // The store is closing, and checkpoints as it does.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A checkpoint of the SQLite log failed; it is tried again.")]
    private static partial void LogCheckpointFailed(ILogger logger, Exception exception);
}
