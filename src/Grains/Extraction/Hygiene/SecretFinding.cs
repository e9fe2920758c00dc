namespace FencyGrid.Grains.Extraction.Hygiene;

/// <summary>A part of a text that looks like a secret. It names where, never what: a report must not spread it.</summary>
/// <param name="Kind"><c>api_key</c>, <c>token</c>, <c>password</c>, <c>private_key</c> or <c>card_number</c>.</param>
/// <param name="Start">Index of its first character.</param>
/// <param name="Length">In characters.</param>
public sealed record SecretFinding(string Kind, int Start, int Length);
