namespace FencyGrid.Grains.Search.Index;

/// <summary>A part with its score so far. Ordered by score, then by tie, key and part number, all of which are better when smaller.</summary>
/// <param name="Tie">Of the document's key: spares comparing keys, of which many share a score and a beginning. Zero where the key's own order is wanted.</param>
internal readonly record struct Candidate(float Score, uint Tie, int Segment, int Part, IndexedDocument Document) : IComparable<Candidate>
{
    internal int Number => Part - Document.FirstPart + 1;

    public int CompareTo(Candidate other)
    {
        var byScore = Score.CompareTo(other.Score);
        if (byScore != 0)
        {
            return byScore;
        }

        if (Tie != other.Tie)
        {
            return other.Tie.CompareTo(Tie);
        }

        var byKey = string.CompareOrdinal(other.Document.Key, Document.Key);
        return byKey != 0 ? byKey : other.Number.CompareTo(Number);
    }
}

/// <summary>
/// Keeps the best few of many candidates: gathers up to twice as many, then throws out the worse half, which costs each candidate
/// a few comparisons however many are kept.
/// </summary>
internal sealed class BestCandidates(int capacity)
{
    /// <summary>Selecting gives up on clever pivots, and sorts, after so many.</summary>
    private const int MostPivots = 64;

    private Candidate[] _gathered = new Candidate[Math.Min(2 * capacity, 64)];
    private int _count;

    // Of the best so far, once there are as many as are kept.
    private Candidate _worst = new(float.NegativeInfinity, 0, 0, 0, null!);

    /// <summary>A lower score need not be offered.</summary>
    internal float Least => _worst.Score;

    /// <summary>The best, in no order.</summary>
    internal ReadOnlySpan<Candidate> Items
    {
        get
        {
            Trim();
            return _gathered.AsSpan(0, _count);
        }
    }

    /// <summary>The lowest score that may still be among the best, by all that was offered so far.</summary>
    internal float Settle()
    {
        Trim();
        if (_count == capacity && float.IsNegativeInfinity(Least))
        {
            _worst = Worst();
        }

        return Least;
    }

    internal void Offer(Candidate candidate)
    {
        // Of equal scores there can be very many: those that lose by their key need not be gathered.
        if (candidate.CompareTo(_worst) < 0)
        {
            return;
        }

        if (_count == _gathered.Length)
        {
            if (_count == 2 * capacity)
            {
                Trim();
            }
            else
            {
                Array.Resize(ref _gathered, Math.Min(2 * capacity, _count * 2));
            }
        }

        _gathered[_count++] = candidate;
    }

    private void Trim()
    {
        if (_count <= capacity)
        {
            return;
        }

        Select(_gathered.AsSpan(0, _count), capacity);
        _count = capacity;
        _worst = Worst();
    }

    private Candidate Worst()
    {
        var worst = _gathered[0];
        foreach (ref readonly var candidate in _gathered.AsSpan(1, _count - 1))
        {
            if (candidate.CompareTo(worst) < 0)
            {
                worst = candidate;
            }
        }

        return worst;
    }

    /// <summary>Brings the best <paramref name="wanted"/> to the front (Hoare's selection).</summary>
    private static void Select(Span<Candidate> candidates, int wanted)
    {
        for (var pivots = 0; candidates.Length > 16; pivots++)
        {
            if (pivots == MostPivots)
            {
                break;
            }

            var pivot = MedianOf(candidates[0], candidates[candidates.Length / 2], candidates[^1]);
            var left = 0;
            var right = candidates.Length - 1;
            while (left <= right)
            {
                while (candidates[left].CompareTo(pivot) > 0)
                {
                    left++;
                }

                while (candidates[right].CompareTo(pivot) < 0)
                {
                    right--;
                }

                if (left <= right)
                {
                    (candidates[left], candidates[right]) = (candidates[right], candidates[left]);
                    left++;
                    right--;
                }
            }

            // Up to right all are at least as good as the pivot, from left on at most as good; what lies between is the pivot.
            if (wanted <= right + 1)
            {
                candidates = candidates[..(right + 1)];
            }
            else if (wanted >= left)
            {
                candidates = candidates[left..];
                wanted -= left;
            }
            else
            {
                return;
            }
        }

        candidates.Sort(static (one, other) => other.CompareTo(one));
    }

    private static Candidate MedianOf(Candidate a, Candidate b, Candidate c)
    {
        if (a.CompareTo(b) > 0)
        {
            (a, b) = (b, a);
        }

        return b.CompareTo(c) <= 0 ? b : a.CompareTo(c) > 0 ? a : c;
    }
}
