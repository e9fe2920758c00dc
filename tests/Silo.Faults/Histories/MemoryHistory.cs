using System.Text.Json;
using FencyGrid.Silo.Faults.Load;

namespace FencyGrid.Silo.Faults.Histories;

/// <summary>
/// What became of one document memory. Its calls come one after the other, so each answer is checked against what was acknowledged before;
/// what is in doubt may be so or not from then on.
/// </summary>
public sealed class MemoryHistory(string id, string word, string title)
{
    private readonly List<string> _doubtfulTitles = [];
    private readonly List<string> _calls = [];
    private string _title = title;
    private bool _isDeletionInDoubt;

    public string Id => id;

    /// <summary>A word that no other memory has.</summary>
    public string Word => word;

    public bool IsDeleted { get; private set; }

    /// <summary>Whether it is certain that the memory is there.</summary>
    public bool IsThere => !IsDeleted && !_isDeletionInDoubt;

    /// <summary>Whether anything about it is in doubt: then it is only read any more.</summary>
    public bool IsInDoubt => _isDeletionInDoubt || _doubtfulTitles.Count > 0;

    /// <summary>The titles that the acknowledged changes gave it, in order.</summary>
    public int AcknowledgedChanges { get; private set; } = 1;

    public void Changed(CallResult result, string title, Violations violations)
    {
        Note(result, title);
        switch (result.Outcome)
        {
            case CallOutcome.Done:
                _title = title;
                AcknowledgedChanges++;
                break;
            case CallOutcome.Uncertain:
                _doubtfulTitles.Add(title);
                break;
            case CallOutcome.Refused:
                violations.Add($"A change of the memory {id} that is there was refused with {result.Status}: {result.Text}");
                break;
        }
    }

    public void Deleted(CallResult result, Violations violations)
    {
        Note(result, "");
        switch (result.Outcome)
        {
            case CallOutcome.Done:
                IsDeleted = true;
                AcknowledgedChanges++;
                break;
            case CallOutcome.Uncertain:
                _isDeletionInDoubt = true;
                break;
            case CallOutcome.Refused:
                violations.Add($"The deletion of the memory {id} that is there was refused with {result.Status}: {result.Text}");
                break;
        }
    }

    public void Read(CallResult result, Violations violations)
    {
        if (result.Outcome is CallOutcome.Refused && result.Status == 404)
        {
            if (IsThere)
            {
                violations.Add($"LOST: the memory {id} was acknowledged and is not found (at {result.At.TotalSeconds:0.0} s, front end {result.FrontEnd}).{Calls}");
            }
        }
        else if (result.Outcome is CallOutcome.Refused)
        {
            violations.Add($"A read of the memory {id} was refused with {result.Status}: {result.Text}");
        }
        else if (result.Outcome is CallOutcome.Done)
        {
            var json = result.Json;
            var read = json.GetProperty("title").GetString()!;
            if (IsDeleted)
            {
                violations.Add($"BACK: the memory {id} was deleted and is found (at {result.At.TotalSeconds:0.0} s, front end {result.FrontEnd}).{Calls}");
            }
            else if (read != _title && !_doubtfulTitles.Contains(read))
            {
                violations.Add($"OLD: the memory {id} has the title '{read}' instead of '{_title}' (at {result.At.TotalSeconds:0.0} s, front end {result.FrontEnd}).{Calls}");
            }
            else if (json.GetProperty("content").ValueKind == JsonValueKind.String && !json.GetProperty("content").GetString()!.Contains(word, StringComparison.Ordinal))
            {
                violations.Add($"MIXED: the memory {id} does not hold '{word}'.");
            }
        }
    }

    /// <summary>What was asked of it and answered, for whoever looks for a violation's cause.</summary>
    private string Calls => string.Concat(_calls.Select(call => $"\n    {call}"));

    private void Note(CallResult result, string title) =>
        _calls.Add($"{result.At.TotalSeconds:0.0} s: {result.What} {title} by front end {result.FrontEnd} answered {result.Status} after {result.Took.TotalSeconds:0.0} s{(result.Outcome is CallOutcome.Done ? "" : $": {result.Text}")}");
}
