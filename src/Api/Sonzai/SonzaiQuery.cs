using System.Globalization;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Api.Sonzai.Errors;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai;

/// <summary>A request's query parameters. An empty one counts as left out, an unknown one is not looked at; call <see cref="Check"/> when all are read.</summary>
internal sealed class SonzaiQuery(IQueryCollection query)
{
    private static readonly string[] MomentForms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    private readonly Problems _problems = new();

    public void Problem(string name, string message, string? given = null)
    {
        if (given is null)
        {
            _problems.Add(Location(name), message);
        }
        else
        {
            _problems.Add(Location(name), message, given);
        }
    }

    public string? Text(string name, int maxLength = 1000)
    {
        if (!query.TryGetValue(name, out var values) || values is not [{ } value, ..])
        {
            return null;
        }

        if (values.Count > 1)
        {
            Problem(name, "given more than once");
        }
        else if (value.Length > maxLength)
        {
            Problem(name, $"expected at most {maxLength} characters; there are {value.Length}");
        }
        else if (value.Contains('\0', StringComparison.Ordinal))
        {
            Problem(name, "the character U+0000 is not allowed");
        }
        else
        {
            return value.Length > 0 ? value : null;
        }

        return null;
    }

    public string? RequiredText(string name, int maxLength = 1000)
    {
        var text = Text(name, maxLength);
        if (text is null || string.IsNullOrWhiteSpace(text))
        {
            Problem(name, "required query parameter is missing or blank");
        }

        return text;
    }

    public string? User(string name = "user_id")
    {
        var user = Text(name, TreeAddress.MaxPartLength);
        if (user == TreeAddress.AgentGlobalUser)
        {
            Problem(name, SonzaiPath.Reserved, user);
        }

        return user;
    }

    public string? Instance() => Text("instance_id", TreeAddress.MaxPartLength);

    /// <summary>As its description says.</summary>
    public int Integer(VendorParameter parameter)
    {
        var (min, max) = (IntegerSchema)parameter.Value;
        return Integer(parameter.Name, (int)parameter.Default!, (int)min!, (int)max!);
    }

    private int Integer(string name, int otherwise, int min, int max)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Problem(name, $"expected an integer from {min} to {max}", text);
        return otherwise;
    }

    /// <summary>Given as the text <c>true</c> or <c>false</c>.</summary>
    public bool Flag(string name, bool otherwise) => Choice(name, "true", "false") switch
    {
        null => otherwise,
        var text => text == "true",
    };

    public string? Choice(string name, params ReadOnlySpan<string> choices)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        foreach (var choice in choices)
        {
            if (text == choice)
            {
                return text;
            }
        }

        Problem(name, $"expected one of {string.Join(", ", choices.ToArray())}", text);
        return null;
    }

    public DateOnly? Date(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Problem(name, "expected a date in the form YYYY-MM-DD", text);
        return null;
    }

    /// <summary>A moment as ISO 8601 with an offset or Z, or a date, which stands for its first moment in UTC.</summary>
    public DateTimeOffset? Moment(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(text, MomentForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return moment;
        }

        Problem(name, "expected a moment such as 2025-03-01T12:00:00Z, or a date; write a '+' of an offset as %2B", text);
        return null;
    }

    /// <exception cref="Http.RefusedException">422: something read so far is not valid.</exception>
    public void Check() => _problems.ThrowIfAny();

    private static string Location(string name) => $"query.{name}";
}
