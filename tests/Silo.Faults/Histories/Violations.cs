using System.Collections.Concurrent;

namespace FencyGrid.Silo.Faults.Histories;

/// <summary>What must not be and was seen.</summary>
/// <param name="log">Where the first of them are told at once.</param>
public sealed class Violations(TextWriter? log = null)
{
    private const int MostTold = 20;

    private readonly ConcurrentQueue<string> _found = new();

    public IReadOnlyCollection<string> Found => _found;

    public void Add(string what)
    {
        _found.Enqueue(what);
        if (_found.Count <= MostTold)
        {
            log?.WriteLine(what);
        }
    }
}
