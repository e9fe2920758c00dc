using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FencyGrid.Content.Uploads;

/// <summary>
/// The policy document of a browser-based upload by POST, as Amazon S3 defines it
/// ("Creating a POST policy", Amazon S3 API reference, signature version 4).
/// </summary>
public sealed record PostPolicy(DateTimeOffset Expiration, IReadOnlyList<PolicyCondition> Conditions)
{
    private const string ExpirationFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private static readonly string[] ExpirationFormats = [ExpirationFormat, "yyyy-MM-dd'T'HH:mm:ss'Z'"];
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The form field <c>policy</c>, which is also the text that is signed.</summary>
    public string Encode()
    {
        var document = new JsonObject
        {
            ["expiration"] = Expiration.UtcDateTime.ToString(ExpirationFormat, CultureInfo.InvariantCulture),
            ["conditions"] = new JsonArray([.. Conditions.Select(condition => condition.ToJson())]),
        };
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(document.ToJsonString(Plain)));
    }

    /// <exception cref="PostPolicyException">InvalidPolicyDocument.</exception>
    public static PostPolicy Decode(string encoded)
    {
        try
        {
            using var document = JsonDocument.Parse(Convert.FromBase64String(encoded));
            return Read(document.RootElement);
        }
        catch (FormatException)
        {
            throw PostPolicyException.InvalidPolicy("invalid Base64 encoding.");
        }
        catch (JsonException)
        {
            throw PostPolicyException.InvalidPolicy("Invalid JSON.");
        }
    }

    private static PostPolicy Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw PostPolicyException.InvalidPolicy("Invalid JSON.");
        }

        foreach (var member in root.EnumerateObject().Where(member => member.Name is not ("expiration" or "conditions")))
        {
            throw PostPolicyException.InvalidPolicy($"Unexpected: '{member.Name}'");
        }

        if (!root.TryGetProperty("expiration", out var expiration))
        {
            throw PostPolicyException.InvalidPolicy("Policy missing expiration.");
        }

        if (!root.TryGetProperty("conditions", out var conditions) || conditions.ValueKind != JsonValueKind.Array)
        {
            throw PostPolicyException.InvalidPolicy("Policy missing conditions.");
        }

        return new PostPolicy(ReadExpiration(expiration), [.. conditions.EnumerateArray().Select(ReadCondition)]);
    }

    private static DateTimeOffset ReadExpiration(JsonElement expiration) =>
        expiration.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParseExact(expiration.GetString(), ExpirationFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw PostPolicyException.InvalidPolicy($"Invalid 'expiration' value: '{expiration}'");

    private static PolicyCondition ReadCondition(JsonElement condition)
    {
        if (condition.ValueKind == JsonValueKind.Object)
        {
            var members = condition.EnumerateObject().ToList();
            return members.Count == 1
                ? new FieldEquals(members[0].Name, Value(members[0].Value))
                : throw PostPolicyException.InvalidPolicy("Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.");
        }

        if (condition.ValueKind != JsonValueKind.Array || condition.GetArrayLength() != 3 || condition[0].ValueKind != JsonValueKind.String)
        {
            throw PostPolicyException.InvalidPolicy("Invalid Condition: wrong number of arguments.");
        }

        return condition[0].GetString()!.ToLowerInvariant() switch
        {
            "eq" => new FieldEquals(Field(condition[1]), Value(condition[2])),
            "starts-with" => new FieldStartsWith(Field(condition[1]), Value(condition[2])),
            "content-length-range" => ReadRange(condition),
            var operation => throw PostPolicyException.InvalidPolicy($"Invalid Condition: unknown operation '{operation}'."),
        };
    }

    private static ContentLengthRange ReadRange(JsonElement condition)
    {
        var (min, max) = (Bound(condition[1]), Bound(condition[2]));
        return min >= 0 && max >= min ? new ContentLengthRange(min, max) : throw PostPolicyException.InvalidPolicy("Invalid content-length-range: the bounds must be ascending and not negative.");
    }

    private static long Bound(JsonElement bound) =>
        (bound.ValueKind == JsonValueKind.Number && bound.TryGetInt64(out var number))
        || (bound.ValueKind == JsonValueKind.String && long.TryParse(bound.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number))
            ? number
            : throw PostPolicyException.InvalidPolicy("Invalid content-length-range: the bounds must be whole numbers.");

    private static string Field(JsonElement field) =>
        Value(field) is ['$', _, ..] name ? name[1..] : throw PostPolicyException.InvalidPolicy("Invalid Condition: field names begin with '$'.");

    private static string Value(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw PostPolicyException.InvalidPolicy("Invalid Simple-Condition: value must be a string.");
}
