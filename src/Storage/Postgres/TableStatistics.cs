using FencyGrid.Storage.Mapping;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FencyGrid.Storage.Postgres;

/// <summary>
/// Has tables analysed as they grow. PostgreSQL plans a statement once for each connection, the checks of foreign keys too, and for a table that it takes to be small any
/// index will do: such a plan reads all of an organization's rows for one of them, until the table is analysed. Autovacuum comes
/// by once a minute, by which time there can be a hundred thousand rows.
/// </summary>
internal sealed partial class TableStatistics : IAsyncDisposable
{
    // Grown by half, and by so many rows that it matters. Another role's tables are its own affair.
    private const string GrownSql =
        """
        SELECT s.relname FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
        WHERE s.schemaname = current_schema() AND s.relname = ANY(@tables) AND pg_has_role(c.relowner, 'USAGE')
          AND s.n_mod_since_analyze >= 200 + greatest(c.reltuples, 0) / 2
        """;

    // A connection that went quiet tells what it wrote up to ten seconds later.
    private const int LooksAfterWrite = 6;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private static readonly string[] Names = [.. Tables.All.Select(table => table.Name)];

    private readonly NpgsqlDataSource _dataSource;
    private readonly ILogger _logger;

    // By the database's clock, whatever the grid's is.
    private readonly PeriodicTimer _timer = new(Period);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private volatile int _looksLeft;

    public TableStatistics(NpgsqlDataSource dataSource, ILogger logger)
    {
        _dataSource = dataSource;
        _logger = logger;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Something was written, so tables may have grown.</summary>
    public void Note() => _looksLeft = LooksAfterWrite;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _timer.Dispose();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync(CancellationToken.None))
        {
            if (_looksLeft == 0)
            {
                continue;
            }

            _looksLeft--;
            try
            {
                await AnalyseAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException exception)
            {
                Note();
                LogLater(_logger, exception);
            }
        }
    }

    private async Task AnalyseAsync(CancellationToken cancellationToken)
    {
        var grown = new List<string>();
        await using (var command = _dataSource.CreateCommand(GrownSql))
        {
            command.Parameters.AddWithValue("tables", Names);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                grown.Add(reader.GetString(0));
            }
        }

        foreach (var table in grown)
        {
            await using var command = _dataSource.CreateCommand($"ANALYZE (SKIP_LOCKED) {table}");
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Tables are analysed later.")]
    private static partial void LogLater(ILogger logger, Exception exception);
}
