namespace FencyGrid.Grains.Search.Index;

/// <summary>A term that a query asks for.</summary>
/// <param name="Weight">Its idf is multiplied by this.</param>
/// <param name="Related">Terms whose occurrences count, by their weight, as its own.</param>
internal readonly record struct QueryTerm(uint Hash, double Weight, RelatedTerm[] Related);

internal readonly record struct RelatedTerm(uint Hash, float Weight);
