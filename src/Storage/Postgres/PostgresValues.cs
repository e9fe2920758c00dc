using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;
using Npgsql;
using NpgsqlTypes;

namespace FencyGrid.Storage.Postgres;

/// <summary>Makes the parameters of one statement out of a row's columns or plain values.</summary>
internal sealed class PostgresValues(PostgresStatement statement) : IValueSink
{
    private readonly NpgsqlParameter[] _parameters = new NpgsqlParameter[statement.Used.Count];

    public NpgsqlBatchCommand ToCommand(string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in _parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public void Text(int position, string? value)
    {
        if (value is not null)
        {
            StoredText.Check(value);
        }

        Set(position, value, NpgsqlDbType.Text);
    }

    public void Integer(int position, long? value) => Set(position, value, NpgsqlDbType.Bigint);

    public void Real(int position, double? value) => Set(position, value, NpgsqlDbType.Double);

    public void Boolean(int position, bool? value) => Set(position, value, NpgsqlDbType.Boolean);

    public void Bytes(int position, byte[]? value) => Set(position, value, NpgsqlDbType.Bytea);

    /// <summary>NULL of whatever type the server finds fitting.</summary>
    public void Null(int position) => Set<string>(position, null, NpgsqlDbType.Unknown);

    private void Set<T>(int position, T? value, NpgsqlDbType type)
    {
        if (statement.Numbers[position] is var number and not 0)
        {
            _parameters[number - 1] = new NpgsqlParameter { NpgsqlDbType = type, Value = value is null ? DBNull.Value : value };
        }
    }
}
