using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using FencyGrid.Storage.Commits;

namespace FencyGrid.Storage.Postgres;

/// <summary>A statement of the commit path with numbered parameters, as PostgreSQL prepares it.</summary>
internal sealed partial class PostgresStatement
{
    private const string OrganizationParameter = "organization_id";

    private static readonly ConcurrentDictionary<WriteStatement, PostgresStatement> All = new();

    private PostgresStatement(WriteStatement statement)
    {
        var numbers = new int[statement.Parameters.Count];
        var used = new List<int>();
        Sql = Parameter().Replace(statement.Sql, match =>
        {
            var position = Position(statement, match.Groups[1].Value);
            if (numbers[position] == 0)
            {
                used.Add(position);
                numbers[position] = used.Count;
            }

            return $"${numbers[position]}";
        });
        MatchingSql = $"WITH written AS ({Sql} RETURNING 1) SELECT 1 / count(*) FROM written";
        Used = used;
        Numbers = numbers;
        Organization = Position(statement, OrganizationParameter);
    }

    public string Sql { get; }

    /// <summary>
    /// The same, but it fails (division by zero) where no row is written: so the version is checked and the transaction
    /// committed in one exchange with the server.
    /// </summary>
    public string MatchingSql { get; }

    /// <summary>The positions of the values that the SQL uses, in the order of its parameters.</summary>
    public IReadOnlyList<int> Used { get; }

    /// <summary>Each position's parameter number; 0 where the SQL does not use it.</summary>
    public IReadOnlyList<int> Numbers { get; }

    /// <summary>The position of the organization among the values.</summary>
    public int Organization { get; }

    public static PostgresStatement Of(WriteStatement statement) => All.GetOrAdd(statement, static statement => new PostgresStatement(statement));

    private static int Position(WriteStatement statement, string name)
    {
        for (var i = 0; i < statement.Parameters.Count; i++)
        {
            if (statement.Parameters[i] == name)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"The statement has no parameter {name}: {statement.Sql}");
    }

    [GeneratedRegex(@"@(\w+)")]
    private static partial Regex Parameter();
}
