using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Commits;

namespace FencyGrid.Storage.Mapping;

/// <summary>How rows of one record type are stored: the statements that write them, generated once.</summary>
internal abstract class Table
{
    private const string VersionColumn = "version";

    private protected Table(string name, Type rowType, IReadOnlyList<Column> columns, IReadOnlyList<string> key)
    {
        Name = name;
        RowType = rowType;
        Columns = columns;
        Key = key;
        var names = columns.Select(column => column.Name).ToArray();
        if (key.Except(names).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"The table {name} has no column {unknown} to be part of its key.");
        }

        IsVersioned = rowType.IsAssignableTo(typeof(IVersionedRow));
        var match = string.Join(" AND ", (IsVersioned ? [.. key, VersionColumn] : key).Select(column => $"{column} = @{column}"));
        var values = names.Except(key).ToArray();
        var insert = $"INSERT INTO {name} ({string.Join(", ", names)}) VALUES ({string.Join(", ", names.Select(column => '@' + column))})";
        Insert = new(insert, names);
        Upsert = new(
            $"{insert} ON CONFLICT ({string.Join(", ", key)}) DO " +
            (values.Length == 0 ? "NOTHING" : $"UPDATE SET {string.Join(", ", values.Select(column => column == VersionColumn ? $"version = {name}.version + 1" : $"{column} = excluded.{column}"))}"),
            names);
        Update = new(
            $"UPDATE {name} SET {string.Join(", ", values.Select(column => column == VersionColumn ? "version = version + 1" : $"{column} = @{column}"))} WHERE {match}",
            names);
        Delete = new($"DELETE FROM {name} WHERE {match}", names);
        Select = string.Join(", ", names);
    }

    public string Name { get; }

    public Type RowType { get; }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The primary key's columns.</summary>
    public IReadOnlyList<string> Key { get; }

    public bool IsVersioned { get; }

    public WriteStatement Insert { get; }

    public WriteStatement Upsert { get; }

    /// <summary>Only where the version is still the row's; makes it one higher.</summary>
    public WriteStatement Update { get; }

    /// <summary>Where rows have versions, only if it is still the row's.</summary>
    public WriteStatement Delete { get; }

    /// <summary>All columns in the order that <see cref="Table{TRow}.Read"/> expects.</summary>
    public string Select { get; }

    /// <summary><see cref="Select"/> for a table that the query calls <paramref name="alias"/>.</summary>
    public string SelectAs(string alias) => string.Join(", ", Columns.Select(column => $"{alias}.{column.Name}"));

    public abstract void Bind(IRow row, IValueSink sink);

    /// <summary>The row by its key, for messages.</summary>
    public string Describe(IRow row)
    {
        var key = Columns.Where(column => Key.Contains(column.Name) && column.Name != "organization_id").Select(column => column.Property.GetValue(row));
        return $"{Name} '{string.Join('/', key)}'";
    }
}
