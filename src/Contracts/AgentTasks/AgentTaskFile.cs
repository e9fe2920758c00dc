using System.Globalization;

namespace FencyGrid.Contracts.AgentTasks;

/// <summary>A file that a task has written.</summary>
/// <param name="Extension">Lower-case letters and digits, without a dot.</param>
public sealed record AgentTaskFile(string Id, string Name, string Extension, string Content);

/// <param name="Token">Opens the file for a while, as often as asked.</param>
public sealed record AgentTaskFileLink(string FileId, string Extension, string Token);

/// <summary>The ids of tasks' files: the task's own random digits, then the file's number as two hex digits.</summary>
public static class AgentTaskFileId
{
    private const int NumberDigits = 2;

    public static string Of(string taskId, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Ids.AgentTaskFile}{taskId.AsSpan(Ids.AgentTask.Length)}{number:x2}");

    /// <summary>The task that a file of that id would belong to.</summary>
    public static bool TryReadTaskId(string? fileId, out string taskId)
    {
        taskId = fileId is not null && fileId.StartsWith(Ids.AgentTaskFile, StringComparison.Ordinal) && fileId.Length > Ids.AgentTaskFile.Length + NumberDigits
            ? string.Concat(Ids.AgentTask, fileId.AsSpan(Ids.AgentTaskFile.Length, fileId.Length - Ids.AgentTaskFile.Length - NumberDigits))
            : string.Empty;
        return Ids.IsWellFormed(taskId, Ids.AgentTask);
    }
}
