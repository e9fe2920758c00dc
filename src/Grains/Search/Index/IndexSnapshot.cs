namespace FencyGrid.Grains.Search.Index;

/// <summary>What a reader sees: the segments at one version. All but the last are full and gain no more parts.</summary>
/// <param name="Version">Grows by one with every write.</param>
/// <param name="TailParts">How many parts of the last segment are seen.</param>
/// <param name="TailDocuments">How many documents of the last segment are seen.</param>
/// <param name="Parts">Living parts.</param>
/// <param name="Terms">Their summed length.</param>
internal sealed record IndexSnapshot(
    Segment[] Segments,
    long Version,
    int TailParts,
    int TailDocuments,
    int Documents,
    int Parts,
    long Terms)
{
    internal int PartsOf(int segment) => segment == Segments.Length - 1 ? TailParts : Segments[segment].PartCount;
}
