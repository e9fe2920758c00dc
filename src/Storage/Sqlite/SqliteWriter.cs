using System.Diagnostics.CodeAnalysis;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Commits;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace FencyGrid.Storage.Sqlite;

/// <summary>
/// The one writer: a thread that takes all transactions which wait and writes them in one commit, so that they share its wait for the disk.
/// Each has a savepoint and fails alone. Nobody hears of success before the commit is on disk.
/// </summary>
internal sealed partial class SqliteWriter : IDisposable
{
    private readonly SqliteStoreOptions _options;
    private readonly ILogger _logger;
    private readonly Action _published;
    private readonly CheckpointSchedule _schedule;
    private readonly LogCopier _copier;
    private readonly WriterQueue _queue;
    private readonly Thread _thread;
    private SqliteWriteSession? _session;

    /// <param name="published">Called after a commit that put something into the outbox.</param>
    public SqliteWriter(SqliteStoreOptions options, TimeProvider timeProvider, ILogger logger, Action published)
    {
        _options = options;
        _logger = logger;
        _published = published;
        _queue = new WriterQueue(options.QueueCapacity);
        _schedule = new CheckpointSchedule(options, timeProvider, TryRequestCheckpoint);
        _copier = new LogCopier(options, logger, () => TryRequestCheckpoint(truncate: false));
        _session = OpenSession();
        _thread = new Thread(Run) { Name = "store writer", IsBackground = true };
        _thread.Start();
    }

    public async Task CommitAsync(StoreTransaction transaction, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new PendingCommit(transaction);
        _queue.Add(pending);
        if (!cancellationToken.CanBeCanceled)
        {
            await pending.Completion;
            return;
        }

        await using (cancellationToken.UnsafeRegister(static (state, token) => ((PendingCommit)state!).Withdraw(token), pending))
        {
            await pending.Completion;
        }
    }

    public Task<bool> CheckpointAsync()
    {
        var pending = new PendingCheckpoint(truncate: true);
        _queue.Add(pending);
        return pending.Completion.Task;
    }

    /// <summary>Finishes what was accepted, empties the log and closes the connection.</summary>
    public void Dispose()
    {
        _schedule.Dispose();
        _queue.Close();
        _thread.Join();
        _copier.Dispose();
        if (_session is not null)
        {
            Checkpoint(truncate: true);
            CloseSession();
        }
    }

    private void Run()
    {
        var taken = new List<PendingWork>();
        var group = new List<PendingCommit>();
        while (_queue.Take(taken, _options.GroupLimit))
        {
            foreach (var work in taken)
            {
                if (work is PendingCommit commit && commit.TryStart())
                {
                    group.Add(commit);
                }
            }

            CommitGroup(group);
            group.Clear();
            foreach (var work in taken)
            {
                if (work is PendingCheckpoint checkpoint)
                {
                    checkpoint.Completion.TrySetResult(Checkpoint(checkpoint.Truncate));
                }
            }

            if (_schedule.IsLogTooLarge)
            {
                _copier.Finish();
                Checkpoint(truncate: false);
            }
            else if (_schedule.IsLogLarge)
            {
                _copier.Start();
            }
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The writer outlives every failure; each goes to the callers whose it is.")]
    private void CommitGroup(List<PendingCommit> group)
    {
        if (group.Count == 0)
        {
            return;
        }

        try
        {
            Write(group);
        }
        catch (Exception exception)
        {
            Abandon(exception);
            if (group.Count > 1 && exception is SqliteException { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_NOMEM })
            {
                // One that needs more room than there is must not take the others with it.
                foreach (var pending in group)
                {
                    pending.Failure = null;
                    CommitGroup([pending]);
                }

                return;
            }

            var failure = exception is SqliteException sqlite ? SqliteErrors.Translate(sqlite) : exception;
            group.ForEach(pending => pending.Failure = failure);
        }

        foreach (var pending in group)
        {
            pending.Complete();
        }
    }

    private void Write(List<PendingCommit> group)
    {
        var session = _session ??= OpenSession();
        session.Erased = false;
        session.Published = false;
        session.Begin();
        foreach (var pending in group)
        {
            WriteOne(pending, session);
        }

        session.Commit();
        _schedule.Committed(session);
        if (session.Published)
        {
            _published();
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a transaction fails of is its caller's to hear.")]
    private static void WriteOne(PendingCommit pending, SqliteWriteSession session)
    {
        session.Savepoint();
        try
        {
            // Completes synchronously: SqliteWriteSession never waits.
            TransactionWriter.WriteAsync(pending.Transaction, session).AsTask().GetAwaiter().GetResult();
            session.Release();
        }
        catch (SqliteException exception) when (SqliteErrors.IsUnavailable(exception))
        {
            throw;
        }
        catch (Exception exception)
        {
            session.RollbackToSavepoint();
            pending.Failure = exception is SqliteException sqlite ? SqliteErrors.Translate(sqlite) : exception;
        }
    }

    private void Abandon(Exception exception)
    {
        LogCommitFailed(_logger, exception);
        try
        {
            _session?.Rollback();
        }
        catch (SqliteException rollback)
        {
            LogCommitFailed(_logger, rollback);
            CloseSession();
            return;
        }

        if (exception is SqliteException sqlite && SqliteErrors.WantsNewConnection(sqlite))
        {
            CloseSession();
        }
    }

    private SqliteWriteSession OpenSession()
    {
        var connection = SqliteConnections.OpenWriter(_options);
        if (_options.MaxPages is { } pages)
        {
            SqliteConnections.Execute(connection, $"PRAGMA max_page_count = {pages}");
        }

        return new SqliteWriteSession(connection);
    }

    private void CloseSession()
    {
        _session?.Dispose();
        _session = null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A commit to the SQLite database failed; its callers were told.")]
    private static partial void LogCommitFailed(ILogger logger, Exception exception);
}
