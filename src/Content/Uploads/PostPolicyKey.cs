using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FencyGrid.Content.Uploads;

/// <summary>A pair of keys that POST policies are signed and verified with.</summary>
public sealed record PostPolicyKey(string AccessKeyId, string SecretAccessKey, string Region)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    internal const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The signature of an encoded policy: HMAC-SHA256, in hex, under a key derived for the day, the region and S3.</summary>
    public string Sign(string encodedPolicy, DateOnly day)
    {
        var key = Hash(Encoding.UTF8.GetBytes("AWS4" + SecretAccessKey), Day(day));
        key = Hash(key, Region);
        key = Hash(key, "s3");
        key = Hash(key, "aws4_request");
        return Convert.ToHexStringLower(Hash(key, encodedPolicy));
    }

    /// <summary>The field <c>x-amz-credential</c>.</summary>
    public string Credential(DateOnly day) => $"{AccessKeyId}/{Day(day)}/{Region}/s3/aws4_request";

    /// <summary>Tells the access key alone: a record prints itself into logs.</summary>
    public override string ToString() => $"{AccessKeyId} ({Region})";

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static byte[] Hash(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
