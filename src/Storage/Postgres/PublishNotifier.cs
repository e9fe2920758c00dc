using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FencyGrid.Storage.Postgres;

/// <summary>
/// Announces to other servers that this one has published. Not within the transactions that publish: a NOTIFY holds a lock that all
/// databases share until its commit is on disk, so that no two of them could share a wait for the disk. An announcement that is lost with the
/// process costs time only: relays look into the outbox by themselves, too.
/// </summary>
internal sealed partial class PublishNotifier : IAsyncDisposable
{
    public const string ListenSql = "LISTEN fencygrid_published";

    // Without waiting for the disk, for the same reason; there is nothing on it to lose.
    private const string NotifySql = "SELECT set_config('synchronous_commit', 'off', true), pg_notify('fencygrid_published', $1)";

    // What is published in between is announced together.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly NpgsqlDataSource _dataSource;
    private readonly string _own;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public PublishNotifier(NpgsqlDataSource dataSource, string own, TimeProvider timeProvider, ILogger logger)
    {
        _dataSource = dataSource;
        _own = own;
        _timeProvider = timeProvider;
        _logger = logger;
        _running = Task.Run(RunAsync);
    }

    public void Notify() => _wanted.Writer.TryWrite(true);

    /// <summary>Still announces what is to be announced.</summary>
    public async ValueTask DisposeAsync()
    {
        _wanted.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "An announcement that fails is made up for by the relay's own looking.")]
    private async Task RunAsync()
    {
        await foreach (var _ in _wanted.Reader.ReadAllAsync())
        {
            try
            {
                await using var command = _dataSource.CreateCommand(NotifySql);
                command.Parameters.Add(new NpgsqlParameter { Value = _own });
                await command.ExecuteNonQueryAsync();
            }
            catch (Exception exception)
            {
                LogNotAnnounced(_logger, exception);
            }

            await Task.Delay(Pause, _timeProvider, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Published events were not announced to other servers; they find them by themselves.")]
    private static partial void LogNotAnnounced(ILogger logger, Exception exception);
}
