namespace FencyGrid.Grains.Search;

/// <summary>Configuration section <c>FencyGrid:Search</c>.</summary>
public sealed class SearchOptions
{
    /// <summary>A shard takes no further memory once it holds so many chunks; the memory type then opens another.</summary>
    public int ChunksPerShard { get; set; } = 32_768;

    /// <summary>
    /// How long a search waits for texts that were acknowledged before it and are not indexed yet (a text of 20 MB takes a second or two;
    /// meanwhile the task is answered in progress). Past it the search goes on without them.
    /// </summary>
    public TimeSpan ReadYourWritesWait { get; set; } = TimeSpan.FromSeconds(5);
}
