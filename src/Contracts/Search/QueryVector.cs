namespace FencyGrid.Contracts.Search;

/// <summary>What an embedding model made of a query.</summary>
/// <param name="Model">The model, and the length of its vectors where that is configured.</param>
public sealed record QueryVector(string Model, ReadOnlyMemory<float> Values);

/// <summary>A text that has no vector of the model yet.</summary>
/// <param name="TextKey">Tells the text from a later one of the same item.</param>
public sealed record TextToEmbed(string ItemId, ulong TextKey, string Text);

/// <summary>What an embedding model made of a text.</summary>
public sealed record TextVector(string ItemId, ulong TextKey, ReadOnlyMemory<float> Values);
