using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories.Uploads;
using FencyGrid.Storage.Events;
using FencyGrid.Storage.Paging;
using FencyGrid.Storage.Reads;
using FencyGrid.Storage.Schema;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Storage.Sqlite;

/// <summary>The store on one SQLite file. It is open, its schema up to date, when its constructor returns.</summary>
internal sealed class SqliteStore : IStore, IStoreMaintenance, IAsyncDisposable
{
    private readonly SqliteReadConnections _connections;
    private readonly SqliteWriter _writer;

    public SqliteStore(SqliteStoreOptions options, TimeProvider timeProvider, ILogger<SqliteStore> logger)
        : this(options, SchemaScript.All, timeProvider, logger)
    {
    }

    public SqliteStore(SqliteStoreOptions options, IReadOnlyList<SchemaScript> scripts, TimeProvider timeProvider, ILogger<SqliteStore> logger)
    {
        SqliteFiles.Create(options);
        using (var connection = SqliteConnections.OpenWriter(options))
        {
            SqliteSchema.Upgrade(connection, scripts, timeProvider);
            PageTokens = new PageTokens(SqliteSettings.GetOrCreateSecret(connection, "page_token_key"));
            ServerSecret = new ServerSecret(SqliteSettings.GetOrCreateSecret(connection, "upload_key"));
        }

        Signal = new PublishSignal(timeProvider);
        _connections = new SqliteReadConnections(options);
        Reader = new StoreReader(_connections);
        _writer = new SqliteWriter(options, timeProvider, logger, Signal.Set);
    }

    public StoreReader Reader { get; }

    public PageTokens PageTokens { get; }

    public ServerSecret ServerSecret { get; }

    public PublishSignal Signal { get; }

    public Task CommitAsync(StoreTransaction transaction, CancellationToken cancellationToken) => _writer.CommitAsync(transaction, cancellationToken);

    public Task<bool> CheckpointAsync(CancellationToken cancellationToken) => _writer.CheckpointAsync().WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Readers first: they would keep the log from being emptied.
        _connections.Dispose();
        await Task.Run(_writer.Dispose);
        Signal.Dispose();
    }
}
