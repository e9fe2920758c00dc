using FencyGrid.Silo.Faults.Load;

namespace FencyGrid.Silo.Faults.Histories;

/// <summary>
/// What one memory tree was told and has shown, by callers at the same time. Nothing is ever taken from it, so each read must hold all that was
/// acknowledged, and all that any read showed, before it began: a tree with two activations that both were believed would break that.
/// </summary>
public sealed class TreeHistory(string user)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = [];
    private readonly HashSet<string> _attempted = [];
    private int _next;

    public string User => user;

    public int Acknowledged
    {
        get
        {
            lock (_lock)
            {
                return _known.Count;
            }
        }
    }

    /// <summary>A text that the tree has not been told yet.</summary>
    public string Next()
    {
        lock (_lock)
        {
            var text = $"The note of {user} number {_next++} stands alone.";
            _attempted.Add(text);
            return text;
        }
    }

    public void Added(CallResult result, string text, Violations violations)
    {
        if (result.Outcome is CallOutcome.Done)
        {
            lock (_lock)
            {
                _known.Add(text);
            }
        }
        else if (result.Outcome is CallOutcome.Refused)
        {
            violations.Add($"A note for {user} was refused with {result.Status}: {result.Text}");
        }
    }

    /// <summary>What a read that begins now must show.</summary>
    public IReadOnlyCollection<string> Expect()
    {
        lock (_lock)
        {
            return [.. _known];
        }
    }

    public void Read(CallResult result, IReadOnlyCollection<string> expected, Violations violations)
    {
        if (result.Outcome is CallOutcome.Refused)
        {
            violations.Add($"A list of {user}'s notes was refused with {result.Status}: {result.Text}");
        }

        if (result.Outcome is not CallOutcome.Done)
        {
            return;
        }

        string[] shown = [.. result.Json.GetProperty("results").EnumerateArray().Select(memory => memory.GetProperty("memory").GetString()!)];
        if (expected.Except(shown).ToArray() is { Length: > 0 } missing)
        {
            violations.Add($"LOST: {missing.Length} of {expected.Count} notes of {user} are missing, '{missing[0]}' among them (at {result.At.TotalSeconds:0.0} s, front end {result.FrontEnd}).");
        }

        if (shown.Length != shown.Distinct().Count())
        {
            violations.Add($"DOUBLED: a note of {user} is there twice: '{shown.GroupBy(text => text).First(group => group.Count() > 1).Key}'.");
        }

        lock (_lock)
        {
            if (shown.Except(_attempted).FirstOrDefault() is { } strange)
            {
                violations.Add($"MIXED: {user} was never told '{strange}'.");
            }

            _known.UnionWith(shown);
        }
    }
}
