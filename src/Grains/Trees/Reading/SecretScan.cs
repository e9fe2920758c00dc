using System.Text.RegularExpressions;

namespace FencyGrid.Grains.Trees.Reading;

/// <summary>Recognises text that looks like a secret: it does not belong in a memory, and an audit points at it without repeating it.</summary>
public static partial class SecretScan
{
    private static readonly (string Sort, Regex Pattern)[] Patterns =
    [
        ("private_key", PrivateKey()),
        ("token", Token()),
        ("api_key", ApiKey()),
        ("password", Password()),
        ("connection_string", ConnectionString()),
        ("card_number", CardNumber()),
    ];

    /// <summary>What the text looks like it holds; null for nothing.</summary>
    public static string? Find(string text)
    {
        foreach (var (sort, pattern) in Patterns)
        {
            if (pattern.Match(text) is { Success: true } match && (sort != "card_number" || IsCardNumber(match.Value)))
            {
                return sort;
            }
        }

        return null;
    }

    // The check digit of ISO/IEC 7812 (Luhn).
    private static bool IsCardNumber(string candidate)
    {
        var sum = 0;
        var doubled = false;
        for (var i = candidate.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(candidate[i]))
            {
                continue;
            }

            var digit = candidate[i] - '0';
            digit = doubled ? digit * 2 : digit;
            sum += digit > 9 ? digit - 9 : digit;
            doubled = !doubled;
        }

        return sum % 10 == 0;
    }

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----", RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();

    // JSON web tokens, and the prefixes that large issuers give theirs.
    [GeneratedRegex(@"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}|\b(sk|pk|rk)[-_][\w-]{16,}|\bgh[pousr]_\w{20,}|\bxox[abprs]-[\w-]{10,}|\bAKIA[0-9A-Z]{16}\b|\bAIza[\w-]{30,}", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex(@"\b(api|access|secret)[ _-]?(key|token)\b\W{0,5}(is\W{0,3})?[\w+/=-]{12,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ApiKey();

    [GeneratedRegex(@"\b(password|passwort|passphrase|pin)\b\s*(is|:|=)\s*\S{4,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Password();

    [GeneratedRegex(@"\b\w+://[^\s:/@]+:[^\s@]+@", RegexOptions.CultureInvariant)]
    private static partial Regex ConnectionString();

    [GeneratedRegex(@"\b\d(?:[ -]?\d){12,18}\b", RegexOptions.CultureInvariant)]
    private static partial Regex CardNumber();
}
