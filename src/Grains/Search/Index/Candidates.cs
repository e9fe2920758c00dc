namespace FencyGrid.Grains.Search.Index;

/// <summary>A part with its score so far. Ordered by score, then by key and part number, both of which are better when smaller.</summary>
internal readonly record struct Candidate(float Score, int Segment, int Part, IndexedDocument Document) : IComparable<Candidate>
{
    internal int Number => Part - Document.FirstPart + 1;

    public int CompareTo(Candidate other)
    {
        var byScore = Score.CompareTo(other.Score);
        if (byScore != 0)
        {
            return byScore;
        }

        var byKey = string.CompareOrdinal(other.Document.Key, Document.Key);
        return byKey != 0 ? byKey : other.Number.CompareTo(Number);
    }
}

/// <summary>Keeps the best few of many candidates.</summary>
internal sealed class CandidateHeap(int capacity)
{
    private readonly PriorityQueue<Candidate, Candidate> _queue = new();

    internal int Count => _queue.Count;

    /// <summary>A lower score need not be offered.</summary>
    internal float Least { get; private set; } = float.NegativeInfinity;

    internal IEnumerable<Candidate> Items => _queue.UnorderedItems.Select(item => item.Element);

    internal void Offer(Candidate candidate)
    {
        if (_queue.Count < capacity)
        {
            _queue.Enqueue(candidate, candidate);
        }
        else
        {
            _queue.EnqueueDequeue(candidate, candidate);
        }

        if (_queue.Count == capacity)
        {
            Least = _queue.Peek().Score;
        }
    }
}
