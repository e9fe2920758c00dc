using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Mapping;

namespace FencyGrid.Storage.Commits;

/// <summary>One open transaction, as the changes see it. Each call answers how many rows it wrote.</summary>
internal abstract class WriteSession
{
    /// <summary>Whether stored text was taken away since the session last started: its bytes are then to be cleared soon.</summary>
    public bool Erased { get; set; }

    /// <summary>Whether something went into the outbox.</summary>
    public bool Published { get; set; }

    /// <summary>
    /// From here to the commit no other transaction is at what has this name. For statements that decide by rows which a transaction beside
    /// them may be adding or ending; where one transaction is written at a time there is nothing to do.
    /// </summary>
    public virtual void Exclude(string name)
    {
    }

    /// <summary>
    /// Has the row that <paramref name="statement"/> selects FOR UPDATE to itself until the commit: no other transaction changes it or adds what
    /// refers to it. Where one transaction is written at a time there is nothing to do.
    /// </summary>
    public virtual ValueTask HoldAsync(WriteStatement statement, params object?[] values) => default;

    /// <summary>Runs a statement of <paramref name="table"/> with the row's columns as parameters.</summary>
    public abstract ValueTask<int> ExecuteAsync(WriteStatement statement, Table table, IRow row);

    /// <summary>Runs a statement with these values (string, long, int, bool, byte[] or null) by position.</summary>
    public abstract ValueTask<int> ExecuteAsync(WriteStatement statement, params ReadOnlySpan<object?> values);

    /// <summary>
    /// As <see cref="ExecuteAsync(WriteStatement, Table, IRow)"/> where nobody asks for the number of rows: a session may then
    /// send the statement together with others, before the commit at the latest.
    /// </summary>
    /// <param name="mustMatch">Whether the transaction fails with a version conflict if the statement writes no row.</param>
    /// <param name="erases">Whether it takes stored text away.</param>
    public virtual async ValueTask SendAsync(WriteStatement statement, Table table, IRow row, bool mustMatch = false, bool erases = false)
    {
        var rows = await ExecuteAsync(statement, table, row);
        if (mustMatch && rows == 0)
        {
            throw NoLongerAtVersion(table, row);
        }

        Erased |= erases && rows > 0;
    }

    /// <summary>As <see cref="ExecuteAsync(WriteStatement, ReadOnlySpan{object?})"/> where nobody asks for the number of rows.</summary>
    public virtual async ValueTask SendAsync(WriteStatement statement, params object?[] values) => await ExecuteAsync(statement, values);

    /// <summary>As <see cref="SendAsync(WriteStatement, object?[])"/>, for a statement that takes stored text away.</summary>
    public virtual async ValueTask EraseAsync(WriteStatement statement, params object?[] values)
    {
        if (await ExecuteAsync(statement, values) > 0)
        {
            Erased = true;
        }
    }

    protected static VersionConflictException NoLongerAtVersion(Table table, IRow row) =>
        new($"The row of {table.Describe(row)} is no longer at version {((IVersionedRow)row).Version}.");

    protected static void Bind(IValueSink sink, ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            switch (values[i])
            {
                case null:
                    sink.Text(i, null);
                    break;
                case string text:
                    sink.Text(i, text);
                    break;
                case long number:
                    sink.Integer(i, number);
                    break;
                case int number:
                    sink.Integer(i, number);
                    break;
                case bool truth:
                    sink.Boolean(i, truth);
                    break;
                case byte[] bytes:
                    sink.Bytes(i, bytes);
                    break;
                default:
                    throw new NotSupportedException($"A statement takes no value of the type {values[i]!.GetType().Name}.");
            }
        }
    }
}
