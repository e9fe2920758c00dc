using System.Collections.Frozen;

namespace FencyGrid.Grains.Text.Vocabulary;

/// <summary>
/// Words that questions are made of whatever they ask for ("what kind of thing did she mention doing"). Less common in what people
/// tell than in what they ask, so that idf alone overrates them.
/// </summary>
internal static class GenericWords
{
    private static readonly FrozenSet<uint> Words = WordGroups.Terms(
        "go get do make have take give happen tell say mention thing kind type name specific recently describe consider various feel think new come plan "
        + "start use way like many much time day one two first person might may can likely someone something share discuss talk").ToFrozenSet();

    internal static bool Contains(uint term) => Words.Contains(term);
}
