using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Commits;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FencyGrid.Storage.Postgres;

/// <summary>Commits transactions, a bounded number at the same time; the server lets those share its wait for the disk.</summary>
internal sealed partial class PostgresCommits(
    NpgsqlDataSource dataSource,
    PostgresStoreOptions options,
    int writers,
    TimeProvider timeProvider,
    ILogger logger,
    Action published) : IDisposable
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _free = new(writers, writers);
    private readonly ConcurrentBag<CommitLane> _lanes = [];
    private int _accepted;
    private volatile bool _closed;

    public async Task CommitAsync(StoreTransaction transaction, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (transaction.Changes.Count == 0)
        {
            return;
        }

        Accept();
        try
        {
            await _free.WaitAsync(cancellationToken);
            try
            {
                bool? hasPublished;
                do
                {
                    hasPublished = await CommitInLaneAsync(transaction, cancellationToken);
                }
                while (hasPublished is null);

                if (hasPublished == true)
                {
                    published();
                }
            }
            finally
            {
                _free.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _accepted);
        }
    }

    /// <summary>Refuses more, and returns once what was accepted is done.</summary>
    public async Task CloseAsync()
    {
        _closed = true;
        while (Volatile.Read(ref _accepted) > 0)
        {
            // Whoever holds or waits for a lane comes before this.
            await _free.WaitAsync();
            _free.Release();
            await Task.Yield();
        }
    }

    public void Dispose() => _free.Dispose();

    private void Accept()
    {
        var waiting = Interlocked.Increment(ref _accepted) - writers;
        if (!_closed && waiting <= options.QueueCapacity)
        {
            return;
        }

        Interlocked.Decrement(ref _accepted);
        throw new RetryableException(_closed
            ? "The store is shutting down."
            : $"The store's queue of {options.QueueCapacity} waiting transactions is full. Try again shortly.");
    }

    /// <returns>Whether something went into the outbox; null if nothing was written, since the lane had lost its row.</returns>
    private async Task<bool?> CommitInLaneAsync(StoreTransaction transaction, CancellationToken cancellationToken)
    {
        var lane = _lanes.TryTake(out var idle) ? idle : new CommitLane();
        var keep = true;
        try
        {
            await using var connection = await OpenAsync(lane, cancellationToken);
            await using var session = new PostgresWriteSession(connection, lane, options.CommitCondition?.Invoke());
            try
            {
                await TransactionWriter.WriteAsync(transaction, session);
                await session.CommitAsync();
                lane.Number++;
            }
            catch (PostgresException exception) when (session.LostLane(exception))
            {
                keep = false;
                return null;
            }
            catch (PostgresException exception) when (PostgresErrors.IsRefusal(exception))
            {
                throw session.Translate(exception);
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException or ObjectDisposedException)
            {
                keep = false;
                LogConnectionLost(logger, exception);
                await ResolveAsync(lane, exception);
                keep = true;
            }

            return session.Published;
        }
        finally
        {
            if (keep)
            {
                _lanes.Add(lane);
            }
        }
    }

    /// <summary>Until here nothing has been sent that could be committed.</summary>
    private async Task<NpgsqlConnection> OpenAsync(CommitLane lane, CancellationToken cancellationToken)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = await dataSource.OpenConnectionAsync(cancellationToken);
            if (!lane.IsRegistered)
            {
                await CommitMarkers.RegisterAsync(connection, lane);
            }

            return connection;
        }
        catch (NpgsqlException exception)
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            throw PostgresErrors.Translate(exception);
        }
    }

    /// <summary>Returns if the lane's commit took place.</summary>
    /// <exception cref="RetryableException">It did not, and will not.</exception>
    /// <exception cref="UncertainOutcomeException">The database does not say, or not in time.</exception>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever keeps the database from answering, it is asked again until the patience ends.")]
    private async Task ResolveAsync(CommitLane lane, Exception cause)
    {
        using var patience = new CancellationTokenSource(options.ResolvePatience, timeProvider);
        while (!patience.IsCancellationRequested)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(patience.Token);
                switch (await CommitMarkers.ResolveAsync(connection, lane, patience.Token))
                {
                    case true:
                        return;
                    case false:
                        throw new RetryableException("The connection to the database was lost; nothing was written.", cause);
                    default:
                        throw new UncertainOutcomeException("The connection to the database was lost during a commit, and its marker is gone: whether it took place is not known.", cause);
                }
            }
            catch (Exception exception) when (exception is not (RetryableException or UncertainOutcomeException))
            {
                await Task.Delay(AskAgainAfter, timeProvider, patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        throw new UncertainOutcomeException($"The connection to the database was lost during a commit, and the database has not answered for {options.ResolvePatience.TotalSeconds:0} s: whether it took place is not known.", cause);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection to the database was lost during a commit; asking whether it took place.")]
    private static partial void LogConnectionLost(ILogger logger, Exception exception);
}
