using System.Buffers;
using System.Security.Cryptography;

namespace FencyGrid.Contracts;

/// <summary>Random ids: a prefix that tells the kind, then 128 random bits as 32 lower-case hex digits.</summary>
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

    public static string New(string prefix) => string.Concat(prefix, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));

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
