using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FencyGrid.Contracts;

/// <summary>
/// Ids: a prefix that tells the kind, then 32 lower-case hex digits: the time in milliseconds (48 bits) and 80 random bits. New rows thereby
/// go to the end of the indexes on their id, so that a commit of many writes few pages. Order is never read from them.
/// </summary>
public static class Ids
{
    public const string Memory = "mem_";
    public const string MemoryType = "mty_";
    public const string AgentTask = "ata_";
    public const string AgentTaskFile = "fil_";
    public const string Session = "ses_";
    public const string Stream = "str_";
    public const string Event = "evt_";
    public const string Webhook = "whk_";
    public const string Delivery = "whd_";
    public const string Organization = "org_";
    public const string ApiKey = "key_";
    public const string Upload = "upl_";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static string New(string prefix)
    {
        Span<byte> id = stackalloc byte[2 + 16];
        BinaryPrimitives.WriteInt64BigEndian(id, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(id[8..]);
        return string.Concat(prefix, Convert.ToHexStringLower(id[2..]));
    }

    /// <summary>Whether <paramref name="id"/> could have come from <see cref="New"/> with that prefix.</summary>
    public static bool IsWellFormed(string? id, string prefix)
    {
        if (id is null || id.Length != prefix.Length + 32 || !id.StartsWith(prefix, StringComparison.Ordinal))
        {
            return false;
        }

        return !id.AsSpan(prefix.Length).ContainsAnyExcept(HexDigits);
    }
}
