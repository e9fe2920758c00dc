using System.Collections.Concurrent;

namespace FencyGrid.Silo.Faults.Histories;

/// <summary>What must not be and was seen.</summary>
public sealed class Violations
{
    private readonly ConcurrentQueue<string> _found = new();

    public IReadOnlyCollection<string> Found => _found;

    public void Add(string what) => _found.Enqueue(what);
}
