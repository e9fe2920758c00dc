using System.Globalization;
using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Vai;

/// <summary>Reads the query strings.</summary>
internal static class VaiRequests
{
    private static readonly VendorParameter Offset = VendorParameter.Number("offset", "How many to pass over.", 0, 0, int.MaxValue - 100);
    private static readonly VendorParameter ListLimit = VendorParameter.Number("limit", "At most so many.", 50, 1, 100);
    private static readonly VendorParameter BackfillLimit = VendorParameter.Number("limit", "At most so many are examined.", 20, 1, 50);
    private static readonly VendorParameter ChunkSize = VendorParameter.Number("chunk_size", "So many at a time.", 5, 1, 10);

    public static IReadOnlyList<VendorParameter> ListParameters { get; } = [ListLimit, Offset];

    public static IReadOnlyList<VendorParameter> BackfillParameters { get; } = [BackfillLimit, Offset, ChunkSize];

    public static ItemQuery List(IQueryCollection query) => new() { Limit = Number(query, ListLimit), Offset = Number(query, Offset) };

    public static BackfillRequest Backfill(IQueryCollection query) => new(Number(query, BackfillLimit), Number(query, Offset), Number(query, ChunkSize));

    public static RefusedException Invalid(IReadOnlyList<string> location, string problem, string message) =>
        new(new VaiValidationError(location, $"'{location[^1]}' {message}", problem));

    /// <summary>As its description says.</summary>
    private static int Number(IQueryCollection query, VendorParameter parameter)
    {
        var name = parameter.Name;
        if (!query.TryGetValue(name, out var values))
        {
            return (int)parameter.Default!;
        }

        var (min, max) = (IntegerSchema)parameter.Value;

        var allowed = max > 1_000_000 ? $"a whole number from {min}" : $"a whole number from {min} to {max}";
        var given = $"it is '{GivenValue.Shortened(values.ToString())}'.";
        if (values is not [{ } text] || !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw Invalid(["query", name], "int_parsing", $"must be {allowed}; {given}");
        }

        return number < min ? throw Invalid(["query", name], "greater_than_equal", $"must be {allowed}; {given}")
            : number > max ? throw Invalid(["query", name], "less_than_equal", $"must be {allowed}; {given}")
            : (int)number;
    }
}

internal sealed record CreateVaiMemoryRequest(string Content)
{
    /// <summary>A body may name the organization, and then it must be the key's.</summary>
    public static CreateVaiMemoryRequest Read(RequestFields fields, Guid organization)
    {
        if (fields.IsForm)
        {
            // A cookie may be the key here, and a form is what another site's page can send with it.
            throw new RefusedException(StatusCodes.Status415UnsupportedMediaType, ErrorCodes.UnsupportedMediaType, "Send the body as application/json.");
        }

        var content = fields.RequiredText("content", NewFact.MaxTextLength);
        if (fields.Text("organizationId", maxLength: 100) is { } text)
        {
            if (!Guid.TryParse(text, out var named))
            {
                throw VaiRequests.Invalid(["body", "organizationId"], "uuid_parsing", $"must be a UUID; it is '{GivenValue.Shortened(text)}'.");
            }

            if (named != organization)
            {
                throw new RefusedException(StatusCodes.Status403Forbidden, ErrorCodes.Forbidden, "organizationId is not the organization of the key. Leave it out: the key alone says which it is.");
            }
        }

        return new CreateVaiMemoryRequest(content);
    }
}
