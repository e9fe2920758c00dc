namespace FencyGrid.Grains.Text;

/// <summary>
/// English function words. They are indexed as any word (a low idf weighs them down) and left out of a query only while other words remain.
/// </summary>
internal static class StopWords
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = new HashSet<string>(
        ("a about after again all also am an and any are aren't as at be because been before being but by can can't could couldn't did didn't do does "
        + "doesn't doing don't down during each few for from further had hadn't has hasn't have haven't having he he's her here here's hers herself him "
        + "himself his how how's i i'd i'll i'm i've if in into is isn't it it's its itself just let's me more most my myself no nor not of off on once "
        + "only or other our ours ourselves out over own please same she she's should shouldn't so some such than that that's the their theirs them "
        + "themselves then there there's these they they'd they'll they're they've this those through to too under until up very was wasn't we we'd "
        + "we'll we're we've were weren't what what's when when's where where's which while who who's whom whose why why's will with won't would "
        + "wouldn't you you'd you'll you're you've your yours yourself yourselves").Split(' '),
        StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="word">Folded, not stemmed, apostrophes kept.</param>
    internal static bool Contains(ReadOnlySpan<char> word) => word.Length <= 10 && Words.Contains(word);
}
