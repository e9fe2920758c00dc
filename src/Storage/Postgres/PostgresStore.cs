using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories.Uploads;
using FencyGrid.Storage.Events;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Paging;
using FencyGrid.Storage.Reads;
using FencyGrid.Storage.Schema;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FencyGrid.Storage.Postgres;

/// <summary>The store on a PostgreSQL database, which several servers may share. It is open, its schema up to date, when its constructor returns.</summary>
internal sealed class PostgresStore : IStore, IStoreMaintenance, IAsyncDisposable
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly PostgresCommits _commits;
    private readonly PublishSignal _signal;
    private readonly PublishNotifier _notifier;
    private readonly PublishListener _listener;
    private readonly TableStatistics _statistics;
    private int _disposed;

    public PostgresStore(PostgresStoreOptions options, IReadOnlyList<SchemaScript> scripts, TimeProvider timeProvider, ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger<PostgresStore>();
        var settings = PostgresStartup.Parse(options.ConnectionString);
        _dataSource = NpgsqlDataSource.Create(settings);
        _signal = new PublishSignal(timeProvider);
        try
        {
            var secrets = PostgresStartup.Prepare(_dataSource, scripts, timeProvider, logger);
            PageTokens = new PageTokens(secrets.PageTokenKey);
            ServerSecret = new ServerSecret(secrets.UploadKey);

            // Tells its own announcements from other servers'.
            var own = Guid.NewGuid().ToString("N");
            _listener = new PublishListener(settings, own, _signal, timeProvider, logger);
            _notifier = new PublishNotifier(_dataSource, own, timeProvider, logger);
            _statistics = new TableStatistics(_dataSource, logger);
        }
        catch
        {
            _signal.Dispose();
            _dataSource.Dispose();
            throw;
        }

        Reader = new StoreReader(new PostgresReadConnections(_dataSource));
        Outbox = new PostgresOutbox(_dataSource, new Outbox(Reader, _signal), _signal);
        _commits = new PostgresCommits(_dataSource, options, options.Writers ?? Math.Max(1, settings.MaxPoolSize / 2), timeProvider, logger, Published);
    }

    public StoreReader Reader { get; }

    public PageTokens PageTokens { get; }

    public ServerSecret ServerSecret { get; }

    public IOutbox Outbox { get; }

    public Task CommitAsync(StoreTransaction transaction, CancellationToken cancellationToken)
    {
        _statistics.Note();
        return _commits.CommitAsync(transaction, cancellationToken);
    }

    /// <summary>
    /// Vacuums the tables: no row version that was deleted or overwritten before can be read any more, unless a transaction still sees it.
    /// The log is the server's: it reuses its files in its own time.
    /// </summary>
    public async Task<bool> CheckpointAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var table in Tables.All)
            {
                await using var command = _dataSource.CreateCommand($"VACUUM {table.Name}");
                command.CommandTimeout = 0;
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            return true;
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Translate(exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A container disposes a service once for each of its registrations.
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _commits.CloseAsync();
        await _notifier.DisposeAsync();
        await _listener.DisposeAsync();
        await _statistics.DisposeAsync();
        _commits.Dispose();
        await _dataSource.DisposeAsync();
        _signal.Dispose();
    }

    private void Published()
    {
        _signal.Set();
        _notifier.Notify();
    }
}
