using System.Text.RegularExpressions;

namespace FencyGrid.Grains.AgentTasks.Answers;

/// <summary>The links of answers. They lead nowhere by themselves: Fency's client takes them and opens the memory or the file.</summary>
internal static partial class AnswerLinks
{
    public static string ToMemory(string typeId, string memoryId) => $"https://agent.fency.ai/mem/{typeId}/{memoryId}";

    public static string ToFile(string fileId, string extension) => $"https://agent.fency.ai/files/{fileId}.{extension}";

    /// <summary>The memories that a text links to, in the order of their first mention.</summary>
    public static IReadOnlyList<string> MemoriesIn(string text) => [.. MemoryLink().Matches(text).Select(match => match.Groups[1].Value).Distinct()];

    [GeneratedRegex("https://agent\\.fency\\.ai/mem/(?:mty_[0-9a-f]{32}/)?(mem_[0-9a-f]{32})", RegexOptions.CultureInvariant)]
    private static partial Regex MemoryLink();
}
