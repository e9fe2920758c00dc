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

    /// <summary>Runs a statement of <paramref name="table"/> with the row's columns as parameters.</summary>
    public abstract ValueTask<int> ExecuteAsync(WriteStatement statement, Table table, IRow row);

    /// <summary>Runs a statement with these values (string, long, int, bool, byte[] or null) by position.</summary>
    public abstract ValueTask<int> ExecuteAsync(WriteStatement statement, params ReadOnlySpan<object?> values);

    /// <summary>As <see cref="ExecuteAsync(WriteStatement, ReadOnlySpan{object?})"/>, for a statement that takes stored text away.</summary>
    public async ValueTask EraseAsync(WriteStatement statement, params object?[] values)
    {
        if (await ExecuteAsync(statement, values) > 0)
        {
            Erased = true;
        }
    }

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
