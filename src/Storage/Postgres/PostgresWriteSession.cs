using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;
using Npgsql;

namespace FencyGrid.Storage.Postgres;

/// <summary>
/// One transaction. Its statements are collected and go out in one batch, which the server commits as a whole; only a change that
/// asks how many rows a statement wrote has what is there so far sent before, in a transaction that is then committed by itself.
/// </summary>
internal sealed class PostgresWriteSession : WriteSession, IAsyncDisposable
{
    private static readonly string SetOrganization = $"SELECT set_config('{TenantWall.OrganizationSetting}', $1, true)";

    private readonly NpgsqlConnection _connection;
    private readonly Dictionary<NpgsqlBatchCommand, (Table Table, IRow Row)> _matching = [];
    private readonly NpgsqlBatchCommand _marker;
    private readonly string? _condition;
    private readonly SubjectLocks _locks = new();
    private NpgsqlBatch _batch;
    private NpgsqlTransaction? _transaction;
    private string? _organization;
    private NpgsqlBatchCommand? _check;

    /// <param name="condition">What must hold for the commit, in SQL; null for nothing.</param>
    public PostgresWriteSession(NpgsqlConnection connection, CommitLane lane, string? condition)
    {
        _connection = connection;
        _condition = condition;
        _batch = connection.CreateBatch();
        _marker = CommitMarkers.Advance(lane);
        _batch.BatchCommands.Add(_marker);
    }

    public override void Exclude(string name) => _locks.Add(name);

    public override ValueTask HoldAsync(WriteStatement statement, params object?[] values) => SendAsync(statement, values);

    public override ValueTask SendAsync(WriteStatement statement, Table table, IRow row, bool mustMatch = false, bool erases = false)
    {
        var prepared = PostgresStatement.Of(statement);
        var command = Add(prepared, mustMatch ? prepared.MatchingSql : prepared.Sql, table, row);
        if (mustMatch)
        {
            _matching.Add(command, (table, row));
        }

        return default;
    }

    public override ValueTask SendAsync(WriteStatement statement, params object?[] values)
    {
        Add(statement, values);
        return default;
    }

    public override ValueTask EraseAsync(WriteStatement statement, params object?[] values) => SendAsync(statement, values);

    public override ValueTask<int> ExecuteAsync(WriteStatement statement, Table table, IRow row)
    {
        var prepared = PostgresStatement.Of(statement);
        return CountAsync(Add(prepared, prepared.Sql, table, row));
    }

    public override ValueTask<int> ExecuteAsync(WriteStatement statement, params ReadOnlySpan<object?> values) => CountAsync(Add(statement, values));

    /// <summary>Sends what is left, and commits.</summary>
    public async Task CommitAsync()
    {
        if (_condition is not null)
        {
            // Last, so that as little as can be comes between it and the commit. Where it does not hold, the division fails the transaction.
            _check = new NpgsqlBatchCommand($"SELECT 1 / CASE WHEN {_condition} THEN 1 ELSE 0 END");
            _batch.BatchCommands.Add(_check);
        }

        if (_batch.BatchCommands.Count > 0)
        {
            _locks.PutBefore(_batch);
            await _batch.ExecuteNonQueryAsync(CancellationToken.None);
        }

        if (_transaction is not null)
        {
            await _transaction.CommitAsync(CancellationToken.None);
        }
    }

    /// <summary>Whether the transaction was refused because the lane's row is gone.</summary>
    public bool LostLane(PostgresException exception) => exception.SqlState == PostgresErrorCodes.DivisionByZero && exception.BatchCommand == _marker;

    /// <summary>What the server's refusal of this transaction means; nothing of it was written.</summary>
    public Exception Translate(PostgresException exception) => exception switch
    {
        { SqlState: PostgresErrorCodes.DivisionByZero, BatchCommand: { } command } when _matching.TryGetValue(command, out var missed) => NoLongerAtVersion(missed.Table, missed.Row),
        { SqlState: PostgresErrorCodes.DivisionByZero, BatchCommand: { } command } when command == _check =>
            new RetryableException("Others have taken over from this server; nothing was written. Call again, or another one.", exception),
        _ => PostgresErrors.Translate(exception),
    };

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }

        await _batch.DisposeAsync();
    }

    private async ValueTask<int> CountAsync(NpgsqlBatchCommand command)
    {
        // BEGIN goes out with the batch that follows it.
        _transaction ??= await _connection.BeginTransactionAsync(CancellationToken.None);
        _batch.Transaction = _transaction;
        _locks.PutBefore(_batch);
        await _batch.ExecuteNonQueryAsync(CancellationToken.None);
        var rows = (int)command.RecordsAffected;
        await _batch.DisposeAsync();
        _batch = _connection.CreateBatch();
        _batch.Transaction = _transaction;
        return rows;
    }

    private NpgsqlBatchCommand Add(PostgresStatement statement, string sql, Table table, IRow row)
    {
        var values = new PostgresValues(statement);
        table.Bind(row, values);
        return Add(values.ToCommand(sql), row.OrganizationId);
    }

    private NpgsqlBatchCommand Add(WriteStatement statement, ReadOnlySpan<object?> given)
    {
        var prepared = PostgresStatement.Of(statement);
        var values = new PostgresValues(prepared);
        Bind(values, given);
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i] is null)
            {
                values.Null(i);
            }
        }

        return Add(values.ToCommand(prepared.Sql), (string)given[prepared.Organization]!);
    }

    private NpgsqlBatchCommand Add(NpgsqlBatchCommand command, string organization)
    {
        if (organization != _organization)
        {
            _batch.BatchCommands.Add(new NpgsqlBatchCommand(SetOrganization) { Parameters = { new NpgsqlParameter { Value = organization } } });
            _organization = organization;
        }

        _batch.BatchCommands.Add(command);
        return command;
    }
}
