using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.State.Packing;

namespace FencyGrid.Grains.Trees.Search;

/// <summary>
/// What searches have made of facts and their rows do not say yet. Searches note here beside each other and beside turns; readers see it
/// at once. Every turn that writes anyway writes it down as a whole, in a row of its own; past so much, some of it goes into the facts' rows.
/// A crash loses only what no turn has written.
/// </summary>
public sealed class UseLog(TimeProvider time)
{
    /// <summary>So many facts' use is kept beside their rows; of more, a write takes up to <see cref="TakenAtOnce"/> into them.</summary>
    private const int MostKept = 128;

    private const int TakenAtOnce = 16;
    private const int MaxRecalled = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Use> _uses = new(StringComparer.Ordinal);
    private readonly Queue<string> _recalled = new();
    private bool _isWritten = true;

    /// <summary>Whether a crash would lose nothing.</summary>
    public bool IsWritten
    {
        get
        {
            lock (_gate)
            {
                return _isWritten;
            }
        }
    }

    /// <summary>Whether the facts' rows say all of it.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _uses.Count == 0;
            }
        }
    }

    public bool Has(string id)
    {
        lock (_gate)
        {
            return _uses.ContainsKey(id);
        }
    }

    /// <summary>Ids of what searches answered with lately.</summary>
    public IReadOnlyCollection<string> Recalled
    {
        get
        {
            lock (_gate)
            {
                return [.. _recalled];
            }
        }
    }

    /// <summary>About what it holds in memory, in bytes.</summary>
    public long ResidentBytes => 48L * _uses.Count;

    public void Note(SearchOutcome outcome)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (var hit in outcome.Hits)
            {
                if (hit.Item is Fact)
                {
                    Add(hit.Item.Id, new Use(1, 0, now));
                }

                _recalled.Enqueue(hit.Item.Id);
            }

            foreach (var id in outcome.Missed)
            {
                Add(id, new Use(0, 1, null));
            }

            while (_recalled.Count > MaxRecalled)
            {
                _recalled.Dequeue();
            }
        }
    }

    /// <summary>The item with what its row does not say yet.</summary>
    public TreeItem Over(TreeItem item)
    {
        Use use;
        lock (_gate)
        {
            if (item is not Fact || !_uses.TryGetValue(item.Id, out use))
            {
                return item;
            }
        }

        return Add((Fact)item, use);
    }

    public Fact Over(Fact fact) => (Fact)Over((TreeItem)fact);

    /// <summary>Takes out what is to go into the facts' rows now: what is too much to keep, or all.</summary>
    public IReadOnlyList<KeyValuePair<string, Use>> Take(bool all)
    {
        lock (_gate)
        {
            List<KeyValuePair<string, Use>> taken = [.. _uses.Take(all ? _uses.Count : Math.Clamp(_uses.Count - MostKept, 0, TakenAtOnce))];
            taken.ForEach(pair => _uses.Remove(pair.Key));
            _isWritten &= taken.Count == 0;
            return taken;
        }
    }

    /// <summary>Puts back what was taken and could not be written.</summary>
    public void Return(IReadOnlyList<KeyValuePair<string, Use>> taken)
    {
        lock (_gate)
        {
            foreach (var (id, use) in taken)
            {
                Add(id, use);
            }

            _isWritten = false;
        }
    }

    /// <summary>The log as bytes, which the caller writes down: per fact its id, hits, misses, and the time of the last hit. Of what is no longer there nothing is kept.</summary>
    public byte[] Write(Func<string, bool> isThere)
    {
        var writer = new PackWriter();
        lock (_gate)
        {
            foreach (var id in _uses.Keys.Where(id => !isThere(id)).ToList())
            {
                _uses.Remove(id);
            }

            foreach (var (id, use) in _uses)
            {
                writer.Text(id);
                writer.Natural((ulong)use.Hits);
                writer.Natural((ulong)use.Misses);
                writer.Natural((ulong)(use.LastAt?.UtcTicks ?? 0));
            }

            _isWritten = true;
        }

        return writer.ToArray();
    }

    /// <summary>Takes in what <see cref="Write"/> wrote.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new PackReader(bytes);
        lock (_gate)
        {
            while (!reader.IsAtEnd)
            {
                var (id, hits, misses, last) = (reader.Text(), (int)reader.Natural(), (int)reader.Natural(), (long)reader.Natural());
                _uses[id] = new Use(hits, misses, last == 0 ? null : new DateTimeOffset(last, TimeSpan.Zero));
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _uses.Clear();
            _recalled.Clear();
            _isWritten = true;
        }
    }

    /// <summary>The fact with the use counted in; retrieved, it is remembered afresh.</summary>
    public static Fact Add(Fact fact, Use use) => fact with
    {
        HitCount = fact.HitCount + use.Hits,
        MissCount = fact.MissCount + use.Misses,
        LastRetrievedAt = use.LastAt ?? fact.LastRetrievedAt,
        RetentionStrength = use.Hits > 0 && fact.State == ItemState.Active ? 1 : fact.RetentionStrength,
    };

    private void Add(string id, Use use)
    {
        var known = _uses.GetValueOrDefault(id);
        _uses[id] = new Use(known.Hits + use.Hits, known.Misses + use.Misses, known.LastAt > use.LastAt ? known.LastAt : use.LastAt ?? known.LastAt);
        _isWritten = false;
    }

    // Small, since there are many: the time of the last hit in ticks, 0 for none.
    public readonly record struct Use
    {
        private readonly long _lastAt;

        public Use(int hits, int misses, DateTimeOffset? lastAt) => (Hits, Misses, _lastAt) = (hits, misses, lastAt?.UtcTicks ?? 0);

        public int Hits { get; }

        public int Misses { get; }

        public DateTimeOffset? LastAt => _lastAt == 0 ? null : new DateTimeOffset(_lastAt, TimeSpan.Zero);
    }
}
