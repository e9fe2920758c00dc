using System.Diagnostics;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Storage.Events;
using Npgsql;

namespace FencyGrid.Storage.Postgres;

/// <summary>
/// Reads the outbox so that nothing turns up later before what was read. Positions are given out when rows are written, but show when their
/// transactions commit, in any order. So the last position given out is read first, then who is writing into the outbox (each holds
/// a lock on the table until its commit shows): once those are done, every position up to that one that will ever show does.
/// Nobody is kept from writing. A process's readers, of which there is one for each consumer and part, share these looks.
/// </summary>
internal sealed class PostgresOutbox : IPartitionedOutbox
{
    private const string LastPositionSql = "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('outbox', 'position')), 0)";

    private const string WritersSql =
        """
        SELECT virtualtransaction FROM pg_locks
        WHERE locktype = 'relation' AND relation = 'outbox'::regclass AND mode = 'RowExclusiveLock' AND granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    // Commits take milliseconds. One that takes so long belongs to a server that hangs; its events are left to the relay's looking again from the start.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private readonly NpgsqlDataSource _dataSource;
    private readonly Outbox _outbox;
    private readonly PublishSignal _signal;
    private readonly SharedRun<bool, long> _settledPosition;
    private readonly PartReads _partReads;

    public PostgresOutbox(NpgsqlDataSource dataSource, Outbox outbox, PublishSignal signal)
    {
        _dataSource = dataSource;
        _outbox = outbox;
        _signal = signal;
        _settledPosition = new SharedRun<bool, long>(_ => SettledPositionAsync());
        _partReads = new PartReads(outbox, () => _settledPosition.RunAsync(default, CancellationToken.None));
    }

    public async Task<IReadOnlyList<OutboxEntry>> ReadAsync(string consumer, long afterPosition, int limit, CancellationToken cancellationToken)
    {
        var last = await _settledPosition.RunAsync(default, cancellationToken);
        return last <= afterPosition ? [] : await _outbox.ReadAsync(consumer, afterPosition, last, limit, cancellationToken);
    }

    public Task<IReadOnlyList<OutboxEntry>> ReadAsync(string consumer, int part, int parts, long afterPosition, int limit, CancellationToken cancellationToken) =>
        _partReads.ReadAsync(new PartRead(consumer, part, parts, afterPosition, limit), cancellationToken);

    public Task WaitForPublishedAsync(TimeSpan timeout, CancellationToken cancellationToken) => _signal.WaitAsync(timeout, cancellationToken);

    /// <summary>A position up to which everything that is written has been committed or given up.</summary>
    private async Task<long> SettledPositionAsync()
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await using var connection = await _dataSource.OpenConnectionAsync();
            var (last, writing) = await LookAsync(connection);
            for (var pause = TimeSpan.FromMilliseconds(1); writing.Count > 0 && Stopwatch.GetElapsedTime(started) < Patience; pause = Min(2 * pause, LongestPause))
            {
                await Task.Delay(pause);
                writing.IntersectWith((await LookAsync(connection)).Writing);
            }

            return last;
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Translate(exception);
        }
    }

    private static async Task<(long Last, HashSet<string> Writing)> LookAsync(NpgsqlConnection connection)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(LastPositionSql), new(WritersSql) } };
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.ReadAsync();
        var last = reader.GetInt64(0);
        await reader.NextResultAsync();
        var writing = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            writing.Add(reader.GetString(0));
        }

        return (last, writing);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
