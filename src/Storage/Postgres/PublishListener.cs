using System.Diagnostics.CodeAnalysis;
using FencyGrid.Storage.Events;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FencyGrid.Storage.Postgres;

/// <summary>Hears on a connection of its own that other servers have published.</summary>
internal sealed partial class PublishListener : IAsyncDisposable
{
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);

    private readonly string _connectionString;
    private readonly string _own;
    private readonly PublishSignal _signal;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    /// <summary>Listens when it returns, so that nothing published from then on is missed.</summary>
    public PublishListener(NpgsqlConnectionStringBuilder settings, string own, PublishSignal signal, TimeProvider timeProvider, ILogger logger)
    {
        // Not from the pool, which it would take a connection from for good; the keepalive, in seconds, notices a server that is gone without a word.
        _connectionString = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, KeepAlive = 15 }.ConnectionString;
        _own = own;
        _signal = signal;
        _timeProvider = timeProvider;
        _logger = logger;
        var connection = new NpgsqlConnection(_connectionString);
        connection.Notification += OnNotification;
        connection.Open();
        using (var listen = new NpgsqlCommand(PublishNotifier.ListenSql, connection))
        {
            listen.ExecuteNonQuery();
        }

        _running = Task.Run(() => RunAsync(connection));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever ends the connection, it is opened again.")]
    private async Task RunAsync(NpgsqlConnection connection)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                while (true)
                {
                    await connection.WaitAsync(_stopping.Token);
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
            }
            catch (Exception exception)
            {
                LogNotListening(_logger, exception);
            }

            await connection.DisposeAsync();
            connection = await ReconnectAsync(connection);
        }

        await connection.DisposeAsync();
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Tried again until it succeeds; the relay looks by itself now and then.")]
    private async Task<NpgsqlConnection> ReconnectAsync(NpgsqlConnection closed)
    {
        while (!_stopping.IsCancellationRequested)
        {
            var connection = new NpgsqlConnection(_connectionString);
            connection.Notification += OnNotification;
            try
            {
                await connection.OpenAsync(_stopping.Token);
                await using var listen = new NpgsqlCommand(PublishNotifier.ListenSql, connection);
                await listen.ExecuteNonQueryAsync(_stopping.Token);

                // What was published meanwhile was not heard.
                _signal.Set();
                return connection;
            }
            catch (Exception)
            {
                await connection.DisposeAsync();
                await Task.Delay(ReconnectAfter, _timeProvider, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return closed;
    }

    private void OnNotification(object sender, NpgsqlNotificationEventArgs notification)
    {
        if (notification.Payload != _own)
        {
            _signal.Set();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection on which other servers announce their events was lost; opening it again.")]
    private static partial void LogNotListening(ILogger logger, Exception exception);
}
