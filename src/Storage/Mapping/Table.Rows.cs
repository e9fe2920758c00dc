using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Storage.Mapping;

/// <summary>
/// The table of <typeparamref name="TRow"/>, a record whose constructor parameters are its columns in order.
/// Values are moved by compiled expressions: a commit or a read reflects on nothing.
/// </summary>
internal sealed class Table<TRow> : Table
    where TRow : class, IRow
{
    private readonly Action<TRow, IValueSink> _bind;

    public Table(string name, params string[] key)
        : base(name, typeof(TRow), ColumnsOf(), key)
    {
        var row = Expression.Parameter(typeof(TRow), "row");
        var sink = Expression.Parameter(typeof(IValueSink), "sink");
        var writes = Columns.Select((column, position) => column.Write(row, sink, position));
        _bind = Expression.Lambda<Action<TRow, IValueSink>>(Expression.Block(writes), row, sink).Compile();

        var reader = Expression.Parameter(typeof(DbDataReader), "reader");
        var first = Expression.Parameter(typeof(int), "first");
        var reads = Columns.Select((column, position) => column.Read(reader, Expression.Add(first, Expression.Constant(position))));
        ReadAt = Expression.Lambda<Func<DbDataReader, int, TRow>>(Expression.New(Constructor(), reads), reader, first).Compile();
    }

    /// <summary>Reads a row whose columns start at an ordinal, in the order of <see cref="Table.Select"/>.</summary>
    public Func<DbDataReader, int, TRow> ReadAt { get; }

    public TRow Read(DbDataReader reader) => ReadAt(reader, 0);

    public override void Bind(IRow row, IValueSink sink) => _bind((TRow)row, sink);

    private static ConstructorInfo Constructor() => typeof(TRow).GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)!;

    private static Column[] ColumnsOf() =>
        [.. Constructor().GetParameters().Select(parameter => new Column(ColumnName.Of(parameter.Name!), typeof(TRow).GetProperty(parameter.Name!)!))];
}
