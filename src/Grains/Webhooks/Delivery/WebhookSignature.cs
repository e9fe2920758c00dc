using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Webhooks;

namespace FencyGrid.Grains.Webhooks.Delivery;

/// <summary>
/// The headers by which a receiver knows a delivery: Fency's signature of the raw body, and beside it those of the Standard Webhooks
/// specification (https://www.standardwebhooks.com), which cover the id and the time too.
/// </summary>
public static class WebhookSignature
{
    public const string FencyHeader = "x-fency-signature";
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>A secret with this prefix is base64 of the key to the Standard Webhooks signature, as that specification writes secrets.</summary>
    public const string EncodedSecretPrefix = "whsec_";

    /// <param name="previousSecret">Null unless a rotation is under way.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(
        WebhookAlgorithm algorithm, string secret, string? previousSecret, string messageId, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Standard(secret, messageId, timestamp, body);
        if (previousSecret is not null)
        {
            signature += ' ' + Standard(previousSecret, messageId, timestamp, body);
        }

        return
        [
            new(FencyHeader, Fency(algorithm, secret, body)),
            new(IdHeader, messageId),
            new(TimestampHeader, timestamp),
            new(SignatureHeader, signature),
        ];
    }

    /// <summary><c>sha256=</c> or <c>sha1=</c>, then the HMAC of the raw body as lower-case hex; the key is the secret's UTF-8.</summary>
    public static string Fency(WebhookAlgorithm algorithm, string secret, ReadOnlySpan<byte> body)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        return algorithm == WebhookAlgorithm.Sha1
            ? "sha1=" + Convert.ToHexStringLower(Sha1(key, body))
            : "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(key, body));
    }

    /// <exception cref="InvalidRequestException">The secret claims to be base64 and is not.</exception>
    public static void CheckSecret(string secret) => KeyOf(secret);

    private static string Standard(string secret, string messageId, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, KeyOf(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes($"{messageId}.{timestamp}."));
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }

    private static byte[] KeyOf(string secret)
    {
        if (!secret.StartsWith(EncodedSecretPrefix, StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetBytes(secret);
        }

        try
        {
            return Convert.FromBase64String(secret[EncodedSecretPrefix.Length..]);
        }
        catch (FormatException)
        {
            throw new InvalidRequestException($"A secret that begins with '{EncodedSecretPrefix}' must go on in base64.");
        }
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "Only for webhooks that ask for it: receivers written for the API's older signature.")]
    private static byte[] Sha1(byte[] key, ReadOnlySpan<byte> body) => HMACSHA1.HashData(key, body);
}
