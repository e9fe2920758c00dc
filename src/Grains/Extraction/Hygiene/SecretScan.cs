using System.Text.RegularExpressions;

namespace FencyGrid.Grains.Extraction.Hygiene;

/// <summary>
/// Finds text that looks like a secret, for an audit: known key formats, JSON Web Tokens, private key blocks, "password: ..." and card
/// numbers that pass the Luhn check (ISO/IEC 7812-1). The patterns are linear: each run is bounded and none is nested.
/// </summary>
public static partial class SecretScan
{
    private const int MaxTextLength = 1_000_000;

    // A password in a sentence is only believed when it does not read as a plain word.
    private const int MinPasswordLength = 4;

    public static IReadOnlyList<SecretFinding> Find(string text)
    {
        var scanned = text.Length > MaxTextLength ? text[..MaxTextLength] : text;
        var found = new List<SecretFinding>();
        Add(found, "private_key", PrivateKey().EnumerateMatches(scanned));
        Add(found, "api_key", KnownKey().EnumerateMatches(scanned));
        Add(found, "token", WebToken().EnumerateMatches(scanned));
        foreach (Match match in Assigned().Matches(scanned))
        {
            var value = match.Groups["value"];
            var name = match.Groups["name"].Value;
            if (LooksSecret(value.Value, match.Groups["sign"].ValueSpan))
            {
                Add(found, name.StartsWith("pass", StringComparison.OrdinalIgnoreCase) || name.StartsWith("pwd", StringComparison.OrdinalIgnoreCase) || name.StartsWith("pin", StringComparison.OrdinalIgnoreCase) ? "password"
                    : name.Contains("token", StringComparison.OrdinalIgnoreCase) ? "token" : "api_key", value.Index, value.Length);
            }
        }

        foreach (var match in CardLike().EnumerateMatches(scanned))
        {
            if (IsCardNumber(scanned.AsSpan(match.Index, match.Length)))
            {
                Add(found, "card_number", match.Index, match.Length);
            }
        }

        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    private static bool LooksSecret(string value, ReadOnlySpan<char> sign)
    {
        var trimmed = value.TrimEnd('.', ',', ';', '!', '?');
        if (trimmed.Length < MinPasswordLength || trimmed.All(c => c is '*' or '.' or 'x' or 'X' or '-') || trimmed[0] is '<' or '{' or '$')
        {
            return false;
        }

        // "password: hunter" is an assignment; "my password is strong" is only one when the word is no plain word.
        return sign.IndexOfAny(":=") >= 0
            ? trimmed.Any(char.IsAsciiDigit) || trimmed.Length >= 6
            : trimmed.Any(char.IsAsciiDigit) || trimmed.Any(c => !char.IsLetterOrDigit(c) && c is not '\'' and not '-');
    }

    private static bool IsCardNumber(ReadOnlySpan<char> text)
    {
        Span<int> digits = stackalloc int[19];
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                if (count == digits.Length)
                {
                    return false;
                }

                digits[count++] = c - '0';
            }
        }

        // Issuers' numbers start with 2 to 6 and have 13 to 19 digits; all-equal digits are a placeholder.
        if (count < 13 || digits[0] is < 2 or > 6)
        {
            return false;
        }

        var sum = 0;
        var same = true;
        for (var i = 0; i < count; i++)
        {
            var digit = digits[count - 1 - i];
            same &= digit == digits[0];
            if (i % 2 == 1)
            {
                digit *= 2;
                digit -= digit > 9 ? 9 : 0;
            }

            sum += digit;
        }

        return !same && sum % 10 == 0;
    }

    private static void Add(List<SecretFinding> found, string kind, Regex.ValueMatchEnumerator matches)
    {
        foreach (var match in matches)
        {
            Add(found, kind, match.Index, match.Length);
        }
    }

    private static void Add(List<SecretFinding> found, string kind, int start, int length)
    {
        if (!found.Exists(f => start < f.Start + f.Length && f.Start < start + length))
        {
            found.Add(new SecretFinding(kind, start, length));
        }
    }

    [GeneratedRegex("-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----", RegexOptions.None, 1000)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\b(?:sk-[A-Za-z0-9_-]{16,200}|sk_(?:live|test)_[A-Za-z0-9]{10,200}|pk_live_[A-Za-z0-9]{10,200}|AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}|glpat-[A-Za-z0-9_-]{20,100}|xox[abprs]-[A-Za-z0-9-]{10,200}|AIza[0-9A-Za-z_-]{35}|SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,64}|hf_[A-Za-z0-9]{20,100}|npm_[A-Za-z0-9]{30,60})", RegexOptions.None, 1000)]
    private static partial Regex KnownKey();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,2000}", RegexOptions.None, 1000)]
    private static partial Regex WebToken();

    [GeneratedRegex(@"\b(?<name>password|passwd|passphrase|passcode|pwd|pin code|api[ _-]?key|secret[ _-]?key|client[ _-]?secret|access[ _-]?token|auth[ _-]?token|bearer[ _-]?token|secret)\b[""']?(?<sign>\s{0,3}[:=]\s{0,3}|\s{1,3}is\s{1,3}(?:now\s{1,3})?)[""'`]?(?<value>[^\s""'`]{4,200})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Assigned();

    [GeneratedRegex(@"(?<![\d.-])\d(?:[ -]?\d){12,18}(?![\d-])", RegexOptions.None, 1000)]
    private static partial Regex CardLike();
}
