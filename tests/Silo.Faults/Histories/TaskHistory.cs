using System.Collections.Concurrent;
using FencyGrid.Silo.Faults.Load;

namespace FencyGrid.Silo.Faults.Histories;

/// <summary>The tasks that were accepted: each must end, with a result or a reason.</summary>
public sealed class TaskHistory
{
    private readonly ConcurrentQueue<string> _accepted = new();

    public IReadOnlyCollection<string> Accepted => _accepted;

    public void Created(CallResult result, Violations violations)
    {
        if (result.Outcome is CallOutcome.Done)
        {
            _accepted.Enqueue(result.Id);
        }
        else if (result.Outcome is CallOutcome.Refused)
        {
            violations.Add($"A search was refused with {result.Status}: {result.Text}");
        }
    }

    /// <summary>Whether a task's answer says that it has ended.</summary>
    public static bool HasEnded(CallResult result) => result.Outcome is CallOutcome.Done && result.Json.GetProperty("status").GetString() is "SUCCEEDED" or "FAILED";
}
