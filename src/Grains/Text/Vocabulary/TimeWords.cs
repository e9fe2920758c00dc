using System.Globalization;

namespace FencyGrid.Grains.Text.Vocabulary;

/// <summary>Words that say when something was or will be. "May" is left out: it is a verb more often.</summary>
internal static class TimeWords
{
    private static readonly uint[] Words = [
        .. WordGroups.Terms(
            "yesterday today tonight tomorrow ago last next recently since week weekend month year monday tuesday wednesday thursday friday saturday sunday "
            + "january february march april june july august september october november december spring summer autumn winter"),
        .. Enumerable.Range(1950, 100).Select(year => TermHash.Of(year.ToString(CultureInfo.InvariantCulture)))];

    /// <param name="terms">The terms of a text.</param>
    internal static bool AnyIn<T>(Dictionary<uint, T> terms)
    {
        foreach (var word in Words)
        {
            if (terms.ContainsKey(word))
            {
                return true;
            }
        }

        return false;
    }
}
