namespace FencyGrid.Storage.Commits;

/// <summary>
/// A statement of the commit path, with <c>@named</c> parameters. There is one instance for each (static or per table),
/// and a session keeps it prepared.
/// </summary>
/// <param name="sql">In SQL that every dialect understands.</param>
/// <param name="parameters">Names by position, without the <c>@</c>; the SQL need not use all of them.</param>
internal sealed class WriteStatement(string sql, params IReadOnlyList<string> parameters)
{
    public string Sql => sql;

    public IReadOnlyList<string> Parameters => parameters;
}
