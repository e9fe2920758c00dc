namespace FencyGrid.Grains.AgentTasks;

/// <summary>Language codes in the words that a model understands best.</summary>
internal static class LanguageNames
{
    public const string Norwegian = "no";

    /// <summary>A sentence such as <c> Write them in English.</c>; empty where no language is asked for.</summary>
    public static string Instruction(string? code, string verb) => code switch
    {
        null => string.Empty,
        "en" => $" {verb} in English.",
        Norwegian => $" {verb} in Norwegian.",
        _ => $" {verb} in the language with the code '{code}'.",
    };
}
