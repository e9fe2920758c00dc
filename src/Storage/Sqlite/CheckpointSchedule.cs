using SQLitePCL;

namespace FencyGrid.Storage.Sqlite;

/// <summary>
/// When the log is due to be copied into the database: once it is large, a while after the last commit, and soon after a delete, then emptied too.
/// Told of everything by the writer's thread.
/// </summary>
internal sealed class CheckpointSchedule : IDisposable
{
    // SQLITE_DBSTATUS_CACHE_WRITE: pages written since the last reset, which here all went to the log.
    private const int PagesWritten = 9;

    private readonly SqliteStoreOptions _options;
    private readonly ITimer _idle;
    private readonly ITimer _erase;
    private int _logPages;
    private bool _idleDue;
    private bool _eraseDue;

    public CheckpointSchedule(SqliteStoreOptions options, TimeProvider timeProvider, Action<bool> request)
    {
        _options = options;
        _idle = timeProvider.CreateTimer(_ => request(false), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _erase = timeProvider.CreateTimer(_ => request(true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsLogLarge => _logPages >= _options.CheckpointPages;

    /// <summary>Writes come faster than the log is copied beside them.</summary>
    public bool IsLogTooLarge => _logPages >= 3L * _options.CheckpointPages;

    public void Committed(SqliteWriteSession session)
    {
        raw.sqlite3_db_status(session.Connection.Handle!, PagesWritten, out var pages, out _, 1);
        _logPages += pages;
        if (session.Erased && !_eraseDue)
        {
            _eraseDue = true;
            _erase.Change(_options.EraseDelay, Timeout.InfiniteTimeSpan);
        }

        if (!_idleDue)
        {
            _idleDue = true;
            _idle.Change(_options.IdleCheckpointDelay, Timeout.InfiniteTimeSpan);
        }
    }

    public void Checkpointed(bool done, bool truncate)
    {
        // A log that a reader keeps from being copied whole is tried again after as many pages, not at every commit.
        _logPages = 0;
        if (done)
        {
            _idleDue = false;
            _eraseDue &= !truncate;
        }
        else if (truncate)
        {
            _eraseDue = true;
            _erase.Change(_options.EraseDelay, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _idleDue = false;
        }
    }

    public void Dispose()
    {
        _idle.Dispose();
        _erase.Dispose();
    }
}
