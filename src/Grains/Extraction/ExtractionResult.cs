using FencyGrid.Grains.Extraction.Artifacts;
using FencyGrid.Grains.Extraction.Episodes;

namespace FencyGrid.Grains.Extraction;

/// <summary>What a conversation yielded.</summary>
/// <param name="Facts">In the order of their evidence; near-duplicates merged.</param>
/// <param name="Superseded">Pairs of indexes into <paramref name="Facts"/>: the newer claim and the older one that it contradicts.</param>
/// <param name="Artifacts">In the order of the messages; versions of one artifact share a content key.</param>
/// <param name="Episode">A digest of the whole; null when there was no message.</param>
/// <param name="StageTimings">Milliseconds by stage name.</param>
/// <param name="Dropped">How many sentences each filter reason left out.</param>
public sealed record ExtractionResult(
    IReadOnlyList<ExtractedFact> Facts,
    IReadOnlyList<(int Newer, int Older)> Superseded,
    IReadOnlyList<ExtractedArtifact> Artifacts,
    EpisodeText? Episode,
    IReadOnlyDictionary<string, double> StageTimings,
    IReadOnlyDictionary<string, int> Dropped);
