using Npgsql;

namespace FencyGrid.Storage.Postgres;

/// <summary>
/// The rows of the lanes. A connection that breaks while a commit is under way leaves open whether it took place. The transaction raises
/// its lane's number, so the number tells; and raising it past that number keeps a commit that the server has not yet got to from
/// taking place after the caller was told that it did not. A row that is overwritten costs less than one that is added and pruned,
/// and unlike a transaction id it cannot be given out again after a crash.
/// </summary>
internal static class CommitMarkers
{
    public const string Schema =
        """
        CREATE TABLE IF NOT EXISTS commit_markers (
            lane UUID NOT NULL PRIMARY KEY,
            number BIGINT NOT NULL,
            used_at TIMESTAMPTZ NOT NULL
        ) WITH (fillfactor = 50)
        """;

    // Lanes of servers that are gone. A lane that loses its row although it is in use is given up for a new one.
    private const string DeleteUnusedSql = "DELETE FROM commit_markers WHERE used_at < now() - interval '1 day'";
    private const string RegisterSql = "INSERT INTO commit_markers (lane, number, used_at) VALUES ($1, $2, now()) ON CONFLICT (lane) DO NOTHING";

    // No row means that the number was raised meanwhile: the division fails the transaction.
    private const string AdvanceSql =
        "WITH written AS (UPDATE commit_markers SET number = $2, used_at = now() WHERE lane = $1 AND number = $2 - 1 RETURNING 1) SELECT 1 / count(*) FROM written";

    private const string FindSql = "SELECT number FROM commit_markers WHERE lane = $1 FOR UPDATE";
    private const string FenceSql = "UPDATE commit_markers SET number = $2, used_at = now() WHERE lane = $1";

    public static void DeleteUnused(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(DeleteUnusedSql, connection);
        command.ExecuteNonQuery();
    }

    public static async Task RegisterAsync(NpgsqlConnection connection, CommitLane lane)
    {
        await using var command = new NpgsqlCommand(RegisterSql, connection) { Parameters = { new() { Value = lane.Id }, new() { Value = lane.Number } } };
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        lane.IsRegistered = true;
    }

    /// <summary>The statement that makes a transaction the lane's next.</summary>
    public static NpgsqlBatchCommand Advance(CommitLane lane) =>
        new(AdvanceSql) { Parameters = { new NpgsqlParameter { Value = lane.Id }, new NpgsqlParameter { Value = lane.Number + 1 } } };

    /// <summary>
    /// Whether the lane's next commit, whose connection was lost, took place; when not, it never will. Waits for it while the server
    /// is still at it. Null if the lane's row is gone.
    /// </summary>
    public static async Task<bool?> ResolveAsync(NpgsqlConnection connection, CommitLane lane, CancellationToken cancellationToken)
    {
        var committed = lane.Number + 1;
        var fenced = lane.Number + 2;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var find = new NpgsqlCommand(FindSql, connection, transaction) { Parameters = { new() { Value = lane.Id } } };
        if (await find.ExecuteScalarAsync(cancellationToken) is not long number)
        {
            return null;
        }

        // It may be fenced already, by an attempt whose own answer was lost.
        if (number != committed && number != fenced)
        {
            await using var fence = new NpgsqlCommand(FenceSql, connection, transaction) { Parameters = { new() { Value = lane.Id }, new() { Value = fenced } } };
            await fence.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
            number = fenced;
        }

        lane.Number = number;
        return number == committed;
    }
}
