namespace FencyGrid.Grains.Search.Index;

/// <summary>
/// The terms of a small segment, part after part: looking through all of them for a term takes less than a microsecond, and they take a fifth
/// of what postings would. One writer; a reader sees what stood when its snapshot was published.
/// </summary>
internal sealed class TermLists
{
    private uint[] _hashes = [];
    private byte[] _weights = [];
    private int[] _ends = [];
    private int[] _lengths = [];
    private int _count;

    internal long Bytes => (_hashes.Length * (sizeof(uint) + 1L)) + ((_ends.Length + _lengths.Length) * sizeof(int));

    /// <summary>Whether a weight is kept here: it has a byte.</summary>
    internal static bool Holds(int weight) => weight <= byte.MaxValue;

    internal int LengthOf(int part) => _lengths[part];

    internal ReadOnlySpan<uint> HashesOf(int part) => _hashes.AsSpan(StartOf(part).._ends[part]);

    internal ReadOnlySpan<byte> WeightsOf(int part) => _weights.AsSpan(StartOf(part).._ends[part]);

    internal void Add(uint hash, int weight)
    {
        Growth.Reserve(ref _hashes, _count + 1);
        Growth.Reserve(ref _weights, _count + 1);
        _hashes[_count] = hash;
        _weights[_count++] = (byte)weight;
    }

    internal void EndPart(int part, int length)
    {
        Growth.Reserve(ref _ends, part + 1);
        Growth.Reserve(ref _lengths, part + 1);
        _lengths[part] = length;
        _ends[part] = _count;
    }

    /// <summary>Reads the term's postings in the first so many parts.</summary>
    internal PostingReader Read(uint hash, int parts)
    {
        var ends = Volatile.Read(ref _ends).AsSpan(0, parts);
        var count = parts == 0 ? 0 : ends[^1];
        return new PostingReader(hash, Volatile.Read(ref _hashes).AsSpan(0, count), Volatile.Read(ref _weights).AsSpan(0, count), ends);
    }

    private int StartOf(int part) => part == 0 ? 0 : _ends[part - 1];
}
