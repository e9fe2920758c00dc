using System.Buffers;
using System.Text;
using FencyGrid.Storage.Commits;
using FencyGrid.Storage.Mapping;
using SQLitePCL;

namespace FencyGrid.Storage.Sqlite;

/// <summary>
/// A statement kept prepared on the writer's connection. It speaks to SQLite directly: binding by remembered index
/// costs a fraction of what a command with named parameters does, and the one writer's time is what bounds commits.
/// </summary>
internal sealed class SqliteStatement : IValueSink, IDisposable
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    // SQLite's index of each parameter position; 0 where the SQL does not use it.
    private readonly int[] _indexes;
    private bool _boundLarge;

    public SqliteStatement(sqlite3 connection, string sql, IReadOnlyList<string> parameters)
    {
        _connection = connection;
        SqliteErrors.ThrowOnError(raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement), connection);
        _indexes = [.. parameters.Select(name => raw.sqlite3_bind_parameter_index(_statement, '@' + name))];
    }

    /// <summary>Runs it with what has been bound, and answers how many rows it wrote.</summary>
    public int Execute()
    {
        int result;
        do
        {
            result = raw.sqlite3_step(_statement);
        }
        while (result == raw.SQLITE_ROW);

        try
        {
            SqliteErrors.ThrowOnError(result, _connection);
            return raw.sqlite3_changes(_connection);
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>Lets go of large values that the last execution bound; small ones may stay until the next overwrites them.</summary>
    public void ClearLarge()
    {
        if (_boundLarge)
        {
            raw.sqlite3_clear_bindings(_statement);
            _boundLarge = false;
        }
    }

    public void Text(int position, string? value)
    {
        var index = _indexes[position];
        if (index == 0)
        {
            return;
        }

        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_statement, index));
            return;
        }

        if (value.Length == 0)
        {
            // An empty span has no address, which SQLite takes for NULL.
            Check(raw.sqlite3_bind_text(_statement, index, ""));
            return;
        }

        StoredText.Check(value);
        var size = StrictUtf8.GetMaxByteCount(value.Length);
        if (size <= 1024)
        {
            Span<byte> buffer = stackalloc byte[1024];
            Check(raw.sqlite3_bind_text(_statement, index, buffer[..StrictUtf8.GetBytes(value, buffer)]));
            return;
        }

        _boundLarge |= size > 65536;
        var rented = ArrayPool<byte>.Shared.Rent(size <= 65536 ? size : StrictUtf8.GetByteCount(value));
        Check(raw.sqlite3_bind_text(_statement, index, rented.AsSpan(0, StrictUtf8.GetBytes(value, rented))));
        ArrayPool<byte>.Shared.Return(rented);
    }

    public void Integer(int position, long? value) => Bind(position, value, static (statement, index, number) => raw.sqlite3_bind_int64(statement, index, number));

    public void Real(int position, double? value) => Bind(position, value, static (statement, index, number) => raw.sqlite3_bind_double(statement, index, number));

    public void Boolean(int position, bool? value) => Bind(position, value, static (statement, index, truth) => raw.sqlite3_bind_int64(statement, index, truth ? 1 : 0));

    public void Bytes(int position, byte[]? value)
    {
        if (_indexes[position] is var index and not 0)
        {
            Check(value is null ? raw.sqlite3_bind_null(_statement, index) : raw.sqlite3_bind_blob(_statement, index, value));
        }
    }

    public void Dispose() => _statement.Dispose();

    private void Bind<T>(int position, T? value, Func<sqlite3_stmt, int, T, int> bind)
        where T : struct
    {
        if (_indexes[position] is var index and not 0)
        {
            Check(value is { } given ? bind(_statement, index, given) : raw.sqlite3_bind_null(_statement, index));
        }
    }

    private void Check(int result) => SqliteErrors.ThrowOnError(result, _connection);
}
