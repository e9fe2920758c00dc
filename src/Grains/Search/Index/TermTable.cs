using System.Runtime.CompilerServices;

namespace FencyGrid.Grains.Search.Index;

/// <summary>One term of a segment: where its postings stand and in how many living parts it occurs.</summary>
internal struct TermEntry
{
    internal uint Hash;

    /// <summary>The first byte of the first slice.</summary>
    internal int First;

    /// <summary>Behind the last byte; read with acquire, written with release once the bytes stand.</summary>
    internal int End;

    /// <summary>Writer only: where the last slice's payload ends.</summary>
    internal int SliceLimit;

    /// <summary>Writer only.</summary>
    internal int SliceSize;

    /// <summary>Writer only: postings hold differences of part ids.</summary>
    internal int LastPart;

    internal int LiveParts;
}

/// <summary>
/// A segment's terms by hash: open addressing, one writer, readers without locks. Entries and slots are only ever added; growing publishes
/// new arrays, and a reader with the old ones sees the terms as they were, which is all its snapshot may see.
/// </summary>
internal sealed class TermTable
{
    private int[] _slots = new int[256];
    private TermEntry[] _entries = new TermEntry[128];

    internal int Count { get; private set; }

    internal long Bytes => (_slots.Length * sizeof(int)) + ((long)_entries.Length * 28);

    /// <summary>Writer only; valid until the next <see cref="GetOrAdd"/>.</summary>
    internal ref TermEntry this[int id] => ref _entries[id];

    internal bool TryFind(uint hash, out TermEntry[] entries, out int id)
    {
        var slots = Volatile.Read(ref _slots);
        for (var i = (int)hash & (slots.Length - 1); ; i = (i + 1) & (slots.Length - 1))
        {
            id = Volatile.Read(ref slots[i]) - 1;
            entries = Volatile.Read(ref _entries);
            if (id < 0)
            {
                return false;
            }

            if (entries[id].Hash == hash)
            {
                return true;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int GetOrAdd(uint hash, PostingArena arena)
    {
        var slots = _slots;
        var i = (int)hash & (slots.Length - 1);
        for (; slots[i] != 0; i = (i + 1) & (slots.Length - 1))
        {
            if (_entries[slots[i] - 1].Hash == hash)
            {
                return slots[i] - 1;
            }
        }

        if (Count == _entries.Length)
        {
            var grown = new TermEntry[_entries.Length + (_entries.Length / 2)];
            _entries.CopyTo(grown, 0);
            Volatile.Write(ref _entries, grown);
        }

        var id = Count++;
        var first = arena.Allocate(PostingArena.SmallestSlice);
        _entries[id] = new TermEntry
        {
            Hash = hash,
            First = first,
            End = first,
            SliceSize = PostingArena.SmallestSlice,
            SliceLimit = first + PostingArena.SmallestSlice - PostingArena.LinkBytes,
            LastPart = -1,
        };
        Volatile.Write(ref slots[i], id + 1);
        if (Count * 3 > slots.Length * 2)
        {
            Rehash();
        }

        return id;
    }

    private void Rehash()
    {
        var slots = new int[_slots.Length * 2];
        for (var id = 0; id < Count; id++)
        {
            var i = (int)_entries[id].Hash & (slots.Length - 1);
            while (slots[i] != 0)
            {
                i = (i + 1) & (slots.Length - 1);
            }

            slots[i] = id + 1;
        }

        Volatile.Write(ref _slots, slots);
    }
}
