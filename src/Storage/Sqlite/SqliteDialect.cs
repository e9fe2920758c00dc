namespace FencyGrid.Storage.Sqlite;

/// <summary>SQLite's names for the types that schema scripts leave open. Its text compares by bytes anyway, its booleans are numbers.</summary>
internal static class SqliteDialect
{
    public static string Types(string script) => script
        .Replace("{key}", "TEXT", StringComparison.Ordinal)
        .Replace("{bytes}", "BLOB", StringComparison.Ordinal)
        .Replace("{boolean}", "INTEGER", StringComparison.Ordinal)
        .Replace("{identity}", "INTEGER PRIMARY KEY AUTOINCREMENT", StringComparison.Ordinal);
}
