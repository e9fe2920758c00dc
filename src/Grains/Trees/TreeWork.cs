namespace FencyGrid.Grains.Trees;

/// <summary>The kinds of scheduled work about trees.</summary>
public static class TreeWork
{
    /// <summary>Nightly consolidation of one tree. Subject: the tree's grain key.</summary>
    public const string Consolidate = "tree.consolidate";

    /// <summary>Makes the vectors that a tree lacks. Subject: the tree's grain key.</summary>
    public const string Embed = "tree.embed";

    /// <summary>Looks whether wisdom still stands after shares were withdrawn. Subject: the agent's own tree's key, then # and the claim's hash.</summary>
    public const string ReviewWisdom = "tree.wisdom.review";
}
