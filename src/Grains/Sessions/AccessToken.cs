using System.Security.Cryptography;
using System.Text;
using FencyGrid.Contracts;
using FencyGrid.Grains.Organizations;

namespace FencyGrid.Grains.Sessions;

/// <summary>
/// Tokens of sessions and streams: the object's id (32 hex digits) and a secret of 128 random bits (32 more). The id finds the row,
/// which holds the whole token's hash.
/// </summary>
public static class AccessToken
{
    private const int IdDigits = 32;
    private const int Length = 64;

    public static string Issue(string id) =>
        string.Concat(id.AsSpan(id.Length - IdDigits), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

    public static string HashOf(string token) => ApiKeyHash.Of(token);

    /// <summary>The id of what the token opens, if it could be one.</summary>
    /// <param name="prefix">Of the id, such as <see cref="Ids.Stream"/>.</param>
    public static bool TryReadId(string? token, string prefix, out string id)
    {
        id = token is { Length: Length } ? prefix + token[..IdDigits] : string.Empty;
        return Ids.IsWellFormed(id, prefix);
    }

    public static bool Matches(string token, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(token)), Encoding.ASCII.GetBytes(hash));
}
