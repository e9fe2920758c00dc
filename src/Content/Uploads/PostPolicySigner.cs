using System.Globalization;

namespace FencyGrid.Content.Uploads;

/// <summary>What an upload is to be allowed to be.</summary>
/// <param name="Bucket">The bucket whose URL the form is posted to.</param>
/// <param name="Key">The object's key, to the letter.</param>
/// <param name="MinBytes">The smallest file.</param>
/// <param name="MaxBytes">The largest file.</param>
/// <param name="ContentType">The field Content-Type must be this; null: whatever it is, or absent where <paramref name="RequiresContentType"/> is false.</param>
/// <param name="RequiresContentType">
/// Whether the form must have a field Content-Type. S3 fails a condition whose field is absent, even one that allows any value,
/// and refuses a field that no condition names: a form either always has the field or never.
/// </param>
/// <param name="SecurityToken">The field x-amz-security-token; null for none.</param>
public sealed record UploadGrant(
    string Bucket, string Key, long MinBytes, long MaxBytes, DateTimeOffset Expiration, string? ContentType = null, bool RequiresContentType = false, string? SecurityToken = null);

/// <summary>Fields of the form, in no order but before the file.</summary>
public sealed record SignedPost(string Key, string Policy, string AmzAlgorithm, string AmzCredential, string AmzDate, string AmzSignature, string? SecurityToken);

/// <summary>Makes signed policies.</summary>
public sealed class PostPolicySigner(PostPolicyKey key, TimeProvider time)
{
    public SignedPost Sign(UploadGrant grant)
    {
        var now = time.GetUtcNow();
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var date = now.UtcDateTime.ToString(PostPolicyKey.DateFormat, CultureInfo.InvariantCulture);
        var policy = new PostPolicy(grant.Expiration, [.. Conditions(grant, key.Credential(day), date)]).Encode();
        return new SignedPost(grant.Key, policy, PostPolicyKey.Algorithm, key.Credential(day), date, key.Sign(policy, day), grant.SecurityToken);
    }

    private static IEnumerable<PolicyCondition> Conditions(UploadGrant grant, string credential, string date)
    {
        yield return new FieldEquals("bucket", grant.Bucket);
        yield return new FieldEquals("key", grant.Key);
        yield return new ContentLengthRange(grant.MinBytes, grant.MaxBytes);
        if (grant.ContentType is not null)
        {
            yield return new FieldEquals("Content-Type", grant.ContentType);
        }
        else if (grant.RequiresContentType)
        {
            yield return new FieldStartsWith("Content-Type", "");
        }

        if (grant.SecurityToken is not null)
        {
            yield return new FieldEquals("x-amz-security-token", grant.SecurityToken);
        }

        yield return new FieldEquals("x-amz-algorithm", PostPolicyKey.Algorithm);
        yield return new FieldEquals("x-amz-credential", credential);
        yield return new FieldEquals("x-amz-date", date);
    }
}
