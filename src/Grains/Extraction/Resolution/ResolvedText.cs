namespace FencyGrid.Grains.Extraction.Resolution;

/// <summary>A statement told in the third person.</summary>
/// <param name="Text">Without closing full stop.</param>
/// <param name="Subject">The words its main clause is about.</param>
/// <param name="OpenReferences">How many pronouns nobody could be found for.</param>
internal sealed record ResolvedText(string Text, string? Subject, int OpenReferences);
