using System.Security.Cryptography;
using System.Text;

namespace FencyGrid.Grains.Trees.Rules;

/// <summary>HMAC-SHA256 under a tree's salt, cut to 128 bits: tells whether two texts are the same without holding either.</summary>
public sealed class SaltedHash(string salt)
{
    private readonly byte[] _key = Convert.FromHexString(salt);

    public static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <param name="purpose">Keeps hashes of different uses apart.</param>
    public string Of(string purpose, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{purpose}\n{text}")).AsSpan(0, 16));
}
