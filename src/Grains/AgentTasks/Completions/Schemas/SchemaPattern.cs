using System.Text.RegularExpressions;

namespace FencyGrid.Grains.AgentTasks.Completions.Schemas;

/// <summary>A schema's regular expressions. They come from outside, so each match has a time limit; past it nothing counts as matching.</summary>
internal static class SchemaPattern
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(100);

    public static bool IsValid(string pattern)
    {
        try
        {
            Create(pattern);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public static bool IsMatch(string pattern, string text)
    {
        try
        {
            return Create(pattern).IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static Regex Create(string pattern) => new(pattern, RegexOptions.CultureInvariant, MatchTimeout);
}
