using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;

namespace FencyGrid.Api.Sonzai.Errors;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Location">Where: <c>body.facts[3].content</c>, <c>query.limit</c>, <c>path.factId</c>.</param>
/// <param name="Value">What was given there, as JSON and shortened; null where nothing was.</param>
internal sealed record Problem(string Location, string Message, string? Value = null);

/// <summary>A refusal that lists what is wrong.</summary>
internal sealed record SonzaiError(int Status, string Code, string Message, IReadOnlyList<Problem> Problems) : ApiError(Status, Code, Message);

/// <summary>Collects what is wrong with a request, so that one answer names all of it.</summary>
internal sealed class Problems
{
    /// <summary>A request of a thousand bad facts is not answered with a thousand lines.</summary>
    private const int Max = 50;

    private const int MaxValueLength = 200;

    private readonly List<Problem> _found = [];

    public bool Any => _found.Count > 0;

    public void Add(string location, string message)
    {
        if (_found.Count < Max)
        {
            _found.Add(new Problem(location, message));
        }
    }

    public void Add(string location, string message, string given)
    {
        if (_found.Count < Max)
        {
            _found.Add(new Problem(location, message, JsonValue.Create(GivenValue.Shortened(given))!.ToJsonString()));
        }
    }

    /// <summary>A long value is left out: whoever sent it has it.</summary>
    public void Add(string location, string message, JsonElement given)
    {
        if (given.ValueKind == JsonValueKind.String)
        {
            Add(location, message, given.GetString()!);
        }
        else if (_found.Count < Max)
        {
            var text = given.GetRawText();
            _found.Add(new Problem(location, message, text.Length <= MaxValueLength ? text : null));
        }
    }

    /// <exception cref="RefusedException">422, if anything was found.</exception>
    public void ThrowIfAny()
    {
        if (Any)
        {
            throw Refusal(_found);
        }
    }

    public static RefusedException Refusal(string location, string message, string? given = null)
    {
        var problems = new Problems();
        if (given is null)
        {
            problems.Add(location, message);
        }
        else
        {
            problems.Add(location, message, given);
        }

        return Refusal(problems._found);
    }

    private static RefusedException Refusal(List<Problem> found) => new(new SonzaiError(
        StatusCodes.Status422UnprocessableEntity,
        ErrorCodes.InvalidRequest,
        found.Count == 1
            ? "The request is not valid; 'errors' says where."
            : string.Create(CultureInfo.InvariantCulture, $"The request is not valid in {found.Count} places; 'errors' lists them."),
        found));
}
