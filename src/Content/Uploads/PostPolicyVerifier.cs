using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FencyGrid.Content.Uploads;

/// <summary>
/// Verifies an upload form as Amazon S3 does, in its order: the fields are there, the signature over the policy as received,
/// the policy's form, its expiration, its conditions, and that every field is named by one. The file's size comes last.
/// </summary>
/// <param name="optionalFields">
/// Fields that a form may have or not, unlike with S3: one that is there must meet its condition if it has one, one that is absent need not.
/// </param>
public sealed class PostPolicyVerifier(Func<string, PostPolicyKey?> findKey, TimeProvider time, IReadOnlyCollection<string>? optionalFields = null)
{
    private static readonly string[] Required = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "Policy", "X-Amz-Signature", "key"];

    /// <summary>Fields that need no condition, beside those that begin with <c>x-ignore-</c>.</summary>
    private static readonly string[] Exempt = ["x-amz-signature", "file", "policy"];

    private readonly HashSet<string> _optional = new(optionalFields ?? [], StringComparer.OrdinalIgnoreCase);

    /// <summary>Verifies the fields that came before the file, so that a form that is not allowed is refused before its file is read.</summary>
    /// <param name="bucket">The bucket of the URL that was posted to.</param>
    /// <param name="fields">The fields before the file, each once.</param>
    /// <param name="fileName">The name that the file part gives, which <c>${filename}</c> in the key stands for; null if it gives none.</param>
    /// <exception cref="PostPolicyException">With S3's error.</exception>
    public AcceptedPost Verify(string bucket, IReadOnlyCollection<KeyValuePair<string, string>> fields, string? fileName)
    {
        var form = Collect(fields);
        foreach (var required in Required.Where(name => !form.ContainsKey(name)))
        {
            throw PostPolicyException.Missing(required);
        }

        VerifySignature(form);
        var policy = PostPolicy.Decode(form["policy"]);
        if (time.GetUtcNow() >= policy.Expiration)
        {
            throw PostPolicyException.Denied("Policy expired.");
        }

        // The conditions hold for the key that the object will have.
        form["key"] = ObjectKey(form["key"], fileName);
        VerifyConditions(policy, form, bucket);
        var ranges = policy.Conditions.OfType<ContentLengthRange>().ToList();
        return new AcceptedPost(
            form["key"],
            form.GetValueOrDefault("Content-Type"),
            ranges.Select(range => range.Min).DefaultIfEmpty(0).Max(),
            ranges.Select(range => range.Max).DefaultIfEmpty(long.MaxValue).Min());
    }

    private static Dictionary<string, string> Collect(IReadOnlyCollection<KeyValuePair<string, string>> fields)
    {
        var form = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in fields)
        {
            // Of two fields of one name, one would be checked and the other perhaps used.
            if (!form.TryAdd(name, value))
            {
                throw PostPolicyException.Argument(name, value, $"Bucket POST must contain the field '{name}' at most once.");
            }
        }

        return form;
    }

    private void VerifySignature(Dictionary<string, string> form)
    {
        if (form["x-amz-algorithm"] != PostPolicyKey.Algorithm)
        {
            throw PostPolicyException.Argument("X-Amz-Algorithm", form["x-amz-algorithm"], $"X-Amz-Algorithm only supports \"{PostPolicyKey.Algorithm}\"");
        }

        if (!DateTime.TryParseExact(form["x-amz-date"], PostPolicyKey.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
        {
            throw PostPolicyException.Argument("X-Amz-Date", form["x-amz-date"], "X-Amz-Date must be formatted via ISO8601 Long format");
        }

        var credential = form["x-amz-credential"];
        var scope = credential.Split('/');
        if (scope is not [_, _, _, "s3", "aws4_request"] || !DateOnly.TryParseExact(scope[1], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw PostPolicyException.Argument("X-Amz-Credential", credential, "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/s3/aws4_request\".");
        }

        var key = findKey(scope[0]) ?? throw new PostPolicyException(
            "InvalidAccessKeyId", 403, "The AWS Access Key Id you provided does not exist in our records.", ("AWSAccessKeyId", scope[0]));
        if (scope[2] != key.Region)
        {
            throw PostPolicyException.Argument("X-Amz-Credential", credential, $"the region '{scope[2]}' is wrong; expecting '{key.Region}'");
        }

        var expected = Encoding.UTF8.GetBytes(key.Sign(form["policy"], day));
        if (!CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(form["x-amz-signature"])))
        {
            throw new PostPolicyException(
                "SignatureDoesNotMatch",
                403,
                "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
                ("AWSAccessKeyId", scope[0]),
                ("SignatureProvided", form["x-amz-signature"]));
        }
    }

    private void VerifyConditions(PostPolicy policy, Dictionary<string, string> form, string bucket)
    {
        // The bucket is the URL's, whatever a field of that name says.
        string? Value(string field) => field.Equals("bucket", StringComparison.OrdinalIgnoreCase) ? bucket : form.GetValueOrDefault(field);

        bool MayLack(string field) => _optional.Contains(field) && Value(field) is null;

        var covered = new HashSet<string>([.. Exempt, .. _optional], StringComparer.OrdinalIgnoreCase);
        foreach (var condition in policy.Conditions)
        {
            var holds = condition switch
            {
                FieldEquals equal => Value(equal.Field) == equal.Value || MayLack(equal.Field),
                FieldStartsWith start => Value(start.Field) is { } value ? StartsWith(start, value) : MayLack(start.Field),
                _ => true,
            };
            if (!holds)
            {
                throw PostPolicyException.Denied($"Policy Condition failed: {condition}");
            }

            covered.Add(condition switch { FieldEquals equal => equal.Field, FieldStartsWith start => start.Field, _ => "" });
        }

        foreach (var field in form.Keys.Where(field => !covered.Contains(field) && !field.StartsWith("x-ignore-", StringComparison.OrdinalIgnoreCase)))
        {
            throw PostPolicyException.Denied($"Extra input fields: {field}");
        }

        if (form.TryGetValue("bucket", out var named) && named != bucket)
        {
            throw PostPolicyException.Denied($"Policy Condition failed: {new FieldEquals("bucket", bucket)}");
        }
    }

    // Content types may be a list, of which each must begin so; other values are strings, commas or not.
    private static bool StartsWith(FieldStartsWith condition, string value) =>
        condition.Field.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
            ? value.Split(',').All(type => type.Trim().StartsWith(condition.Prefix, StringComparison.Ordinal))
            : value.StartsWith(condition.Prefix, StringComparison.Ordinal);

    // Some browsers send the file's whole path; only its last part is its name.
    private static string ObjectKey(string key, string? fileName) =>
        fileName is null ? key : key.Replace("${filename}", fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..], StringComparison.Ordinal);
}
