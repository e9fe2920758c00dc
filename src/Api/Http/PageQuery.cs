using System.Globalization;
using FencyGrid.Api.Http.Body;
using FencyGrid.Contracts;
using Microsoft.Extensions.Primitives;

namespace FencyGrid.Api.Http;

/// <summary>
/// The query parameters of lists: <c>nextPageToken</c>, <c>previousPageToken</c>, <c>limit</c> (or <c>pageSize</c>, <c>page_size</c>)
/// and <c>ascending</c> (or <c>asc</c>, or <c>order</c>). An empty one counts as left out, an unknown one is not looked at.
/// </summary>
public static class PageQuery
{
    public static PageRequest Read(IQueryCollection query)
    {
        if (query.Count == 0)
        {
            return new PageRequest(PageRequest.DefaultLimit);
        }

        var next = One(query, "nextPageToken");
        var previous = One(query, "previousPageToken");
        if (next.Value is not null && previous.Value is not null)
        {
            throw Refused("'nextPageToken' and 'previousPageToken' exclude each other: give one of them.");
        }

        return new PageRequest(
            Limit(One(query, "limit", "pageSize", "page_size")),
            IsAscending(One(query, "ascending", "asc", "order")),
            next.Value,
            previous.Value);
    }

    private static int Limit((string Name, string? Value) given)
    {
        if (given.Value is null)
        {
            return PageRequest.DefaultLimit;
        }

        return int.TryParse(given.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= PageRequest.MaxLimit
            ? limit
            : throw Refused($"'{given.Name}' must be a whole number from 1 to {PageRequest.MaxLimit}; it is '{GivenValue.Shortened(given.Value)}'.");
    }

    private static bool IsAscending((string Name, string? Value) given) => (given.Name, given.Value?.ToLowerInvariant()) switch
    {
        (_, null) => false,
        ("order", "asc" or "ascending") => true,
        ("order", "desc" or "descending") => false,
        ("order", _) => throw Refused($"'order' must be asc or desc; it is '{GivenValue.Shortened(given.Value!)}'."),
        (_, "true" or "1") => true,
        (_, "false" or "0") => false,
        _ => throw Refused($"'{given.Name}' must be true or false; it is '{GivenValue.Shortened(given.Value!)}'."),
    };

    private static (string Name, string? Value) One(IQueryCollection query, params ReadOnlySpan<string> spellings)
    {
        (string Name, string? Value) found = (spellings[0], null);
        foreach (var spelling in spellings)
        {
            if (query.TryGetValue(spelling, out var values) && !StringValues.IsNullOrEmpty(values))
            {
                if (values.Count > 1 || found.Value is not null)
                {
                    throw Refused($"'{spellings[0]}' is given more than once.");
                }

                found = (spelling, values[0]);
            }
        }

        return found;
    }

    private static RefusedException Refused(string message) => new(StatusCodes.Status400BadRequest, ErrorCodes.InvalidRequest, message);
}
