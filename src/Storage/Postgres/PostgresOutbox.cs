using System.Diagnostics;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Storage.Events;
using Npgsql;

namespace FencyGrid.Storage.Postgres;

/// <summary>
/// Reads the outbox so that nothing turns up later before what was read. Positions are given out when rows are written, but show when their
/// transactions commit, in any order. So the last position given out is read first, then who is writing into the outbox (each holds
/// a lock on the table until its commit shows): once those are done, every position up to that one that will ever show does.
/// Nobody is kept from writing.
/// </summary>
internal sealed class PostgresOutbox(NpgsqlDataSource dataSource, Outbox outbox, PublishSignal signal) : IPartitionedOutbox
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

    public async Task<IReadOnlyList<OutboxEntry>> ReadAsync(string consumer, long afterPosition, int limit, CancellationToken cancellationToken)
    {
        var last = await SettledPositionAsync(cancellationToken);
        return last <= afterPosition ? [] : await outbox.ReadAsync(consumer, afterPosition, last, limit, cancellationToken);
    }

    public async Task<IReadOnlyList<OutboxEntry>> ReadAsync(string consumer, int part, int parts, long afterPosition, int limit, CancellationToken cancellationToken)
    {
        var last = await SettledPositionAsync(cancellationToken);
        return last <= afterPosition ? [] : await outbox.ReadAsync(consumer, part, parts, afterPosition, last, limit, cancellationToken);
    }

    public Task WaitForPublishedAsync(TimeSpan timeout, CancellationToken cancellationToken) => signal.WaitAsync(timeout, cancellationToken);

    /// <summary>A position up to which everything that is written has been committed or given up.</summary>
    private async Task<long> SettledPositionAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            var (last, writing) = await LookAsync(connection, cancellationToken);
            for (var pause = TimeSpan.FromMilliseconds(1); writing.Count > 0 && Stopwatch.GetElapsedTime(started) < Patience; pause = Min(2 * pause, LongestPause))
            {
                await Task.Delay(pause, cancellationToken);
                writing.IntersectWith((await LookAsync(connection, cancellationToken)).Writing);
            }

            return last;
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Translate(exception);
        }
    }

    private static async Task<(long Last, HashSet<string> Writing)> LookAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(LastPositionSql), new(WritersSql) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var last = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        var writing = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            writing.Add(reader.GetString(0));
        }

        return (last, writing);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
