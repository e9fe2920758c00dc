namespace FencyGrid.Grains.Search.Index;

/// <summary>A document as an index takes it in.</summary>
/// <param name="ContentVersion">Comes back with every hit, so that a reader fetches the text that was matched.</param>
/// <param name="Metadata">A JSON object as text, for filters.</param>
/// <param name="Entries">Its parts in order, each encoded by <see cref="IndexEntry"/>.</param>
public sealed record SearchDocument(string Key, long ContentVersion, string Metadata, IReadOnlyList<byte[]> Entries);

/// <param name="PartNumber">1 for the document's first part.</param>
/// <param name="Score">0 to 1; see <see cref="SearchIndex"/>.</param>
public sealed record SearchHit(string Key, long ContentVersion, int PartNumber, double Score);
