using System.Text.Json.Serialization;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.Engine;

namespace FencyGrid.Grains.AgentTasks.Answers;

/// <summary>
/// What is stored of an answer. Its text and its files have no memory of their own and go when any memory goes that the task has read
/// from, cited or not: each of these has a part.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TextPart), "text")]
[JsonDerivedType(typeof(ReadPart), "read")]
[JsonDerivedType(typeof(FilePart), "file")]
internal abstract record AnswerPart
{
    public sealed record TextPart(string Text) : AnswerPart;

    /// <param name="IsCited">Whether the answer names it as a source; else it was only looked at.</param>
    public sealed record ReadPart(AnswerSource Source, bool IsCited) : AnswerPart;

    public sealed record FilePart(AgentTaskFile File) : AnswerPart;
}

internal static class AnswerParts
{
    public static IReadOnlyList<AgentTaskResultPart> Of(string text, IReadOnlyList<AnswerSource> cited, IReadOnlyList<AnswerSource> read, IReadOnlyList<AgentTaskFile> files)
    {
        var citedIds = cited.Select(source => source.MemoryId).ToHashSet();
        var parts = new List<AgentTaskResultPart> { Part(null, new AnswerPart.TextPart(text)) };
        parts.AddRange(cited.Select(source => Part(source.MemoryId, new AnswerPart.ReadPart(source, IsCited: true))));
        parts.AddRange(read.Where(source => !citedIds.Contains(source.MemoryId)).Select(source => Part(source.MemoryId, new AnswerPart.ReadPart(source, IsCited: false))));
        parts.AddRange(files.Select(file => Part(null, new AnswerPart.FilePart(file))));
        return parts;
    }

    public static MemoryAnswer Assemble(IReadOnlyList<AgentTaskResultPart> stored)
    {
        var parts = Read(stored);
        return new MemoryAnswer(
            parts.OfType<AnswerPart.TextPart>().FirstOrDefault()?.Text,
            [.. parts.OfType<AnswerPart.ReadPart>().Where(part => part.IsCited).Select(part => part.Source)]);
    }

    /// <summary>The files of any task's result; none for a type of task that writes none.</summary>
    public static IEnumerable<AgentTaskFile> FilesOf(IReadOnlyList<AgentTaskResultPart> stored) =>
        Read([.. stored.Where(part => part.Json.Contains("\"kind\":\"file\"", StringComparison.Ordinal))]).OfType<AnswerPart.FilePart>().Select(part => part.File);

    private static List<AnswerPart> Read(IReadOnlyList<AgentTaskResultPart> stored) => [.. stored.Select(part => GridJson.Read<AnswerPart>(part.Json))];

    private static AgentTaskResultPart Part(string? memoryId, AnswerPart part) => new(memoryId, GridJson.Write(part));
}
