using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dapper;
using FencyGrid.Contracts;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.Paging;

/// <summary>Reads a list page by page along an index: no offset is counted, so a late page costs what the first does.</summary>
/// <param name="select">The query up to and including its WHERE conditions, all of which filter by <c>@organization_id</c> and what else is in the parameters.</param>
/// <param name="keyColumns">The columns that order the list; together they are unique.</param>
internal sealed class KeysetList<T>(StoreReader reader, PageTokens tokens, string select, params IReadOnlyList<string> keyColumns)
{
    /// <param name="read">Makes an item of a record.</param>
    /// <param name="key">The item's values of the key columns.</param>
    /// <param name="fits">Whether the page takes another item; the first is taken in any case.</param>
    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "Only column names of the program's own are put into the SQL.")]
    public async Task<Page<T>> ReadAsync(
        PageScope scope,
        PageRequest request,
        DynamicParameters parameters,
        Func<DbDataReader, T> read,
        Func<T, IReadOnlyList<object>> key,
        Func<T, bool>? fits,
        CancellationToken cancellationToken)
    {
        var cursor = tokens.Read(scope, request);
        if (cursor is not null && cursor.Keyset.Count != keyColumns.Count)
        {
            throw new InvalidRequestException("The page token is not of this list.");
        }

        var forward = cursor?.Direction != PageDirection.Previous;
        parameters.Add("organization_id", scope.OrganizationId);
        var rows = new List<T>();
        var more = false;
        var query = Query(forward == scope.Ascending, cursor, parameters, request.Limit + 1);
        await foreach (var row in reader.StreamAsync(query, parameters, read, cancellationToken))
        {
            if (rows.Count == request.Limit || (fits is not null && !fits(row) && rows.Count > 0))
            {
                more = true;
                break;
            }

            rows.Add(row);
        }

        if (rows.Count == 0)
        {
            return new Page<T>([], null, null);
        }

        if (!forward)
        {
            rows.Reverse();
        }

        // Behind a page that was reached by a token there is one, unless it has been deleted since.
        var back = new PageCursor(forward ? PageDirection.Previous : PageDirection.Next, key(forward ? rows[0] : rows[^1]));
        var behind = cursor is not null
            && await reader.FindAsync(Query(forward != scope.Ascending, back, parameters, 1), parameters, _ => true, cancellationToken);
        var previous = forward ? behind : more;
        var next = forward ? more : behind;
        return new Page<T>(
            rows,
            previous ? tokens.Issue(scope, new PageCursor(PageDirection.Previous, key(rows[0]))) : null,
            next ? tokens.Issue(scope, new PageCursor(PageDirection.Next, key(rows[^1]))) : null);
    }

    private string Query(bool ascending, PageCursor? cursor, DynamicParameters parameters, int limit)
    {
        var after = "";
        if (cursor is not null)
        {
            for (var i = 0; i < keyColumns.Count; i++)
            {
                parameters.Add($"key{i}", cursor.Keyset[i]);
            }

            var names = string.Join(", ", keyColumns.Select((_, i) => $"@key{i}"));
            after = $" AND ({string.Join(", ", keyColumns)}) {(ascending ? '>' : '<')} ({names})";
        }

        parameters.Add("page_limit", limit);
        var direction = ascending ? "ASC" : "DESC";
        return $"{select}{after} ORDER BY {string.Join(", ", keyColumns.Select(column => $"{column} {direction}"))} LIMIT @page_limit";
    }
}
