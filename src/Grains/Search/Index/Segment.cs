using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FencyGrid.Grains.Search.Conversations;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Search.Index;

/// <summary>
/// A run of documents with their postings and vectors. Documents are only added; a removed one is marked, and once half of the parts are
/// dead the index moves the living ones to its newest segment and drops this one. One writer; readers hold a snapshot that says how
/// many parts they may see, and everything up to there is written before the snapshot is published and never changes.
/// </summary>
internal sealed class Segment(SearchIndexOptions options)
{
    private const int VectorsPerBlock = 256;
    private const int FirstVectors = 8;

    private readonly int _neighbours = options.NeighbourWeights.Count;
    private readonly int _headingUnits = (int)Math.Round(options.HeadingWeight * PostingReader.WeightUnit);
    private readonly float[] _neighbourWeights = [.. options.NeighbourWeights.Select(weight => (float)weight)];
    private IndexedDocument[] _documents = new IndexedDocument[16];
    private int[] _documentOf = new int[64];
    private byte[] _reach = new byte[64];
    private PartTraits[] _traits = new PartTraits[64];
    private float[] _windowLengths = new float[64];
    private float[] _inverseNorms = new float[64];
    private sbyte[][] _vectors = new sbyte[4][];
    private long _documentBytes;
    private long _vectorBytes;

    internal TermTable Terms { get; } = new();

    internal PostingArena Arena { get; } = new();

    internal int DocumentCount { get; private set; }

    internal int PartCount { get; private set; }

    internal int DeadParts { get; private set; }

    internal IndexedDocument[] Documents => Volatile.Read(ref _documents);

    internal int[] DocumentOf => Volatile.Read(ref _documentOf);

    /// <summary>Per part, how many neighbours of the same document stand before it (low four bits) and after it (high four).</summary>
    internal byte[] Reach => Volatile.Read(ref _reach);

    /// <summary>Per part, the length of its window: its own and its neighbours' by their weights, scaled to one part's.</summary>
    internal float[] WindowLengths => Volatile.Read(ref _windowLengths);

    internal PartTraits[] Traits => Volatile.Read(ref _traits);

    internal float[] InverseNorms => Volatile.Read(ref _inverseNorms);

    internal sbyte[][] Vectors => Volatile.Read(ref _vectors);

    internal long Bytes => Terms.Bytes + Arena.Bytes + _documentBytes
        + ((long)_documents.Length * 8) + ((long)_documentOf.Length * 21)
        + _vectorBytes;

    internal static ReadOnlySpan<sbyte> Vector(sbyte[][] vectors, int part) =>
        vectors[part / VectorsPerBlock].AsSpan(part % VectorsPerBlock * HashedEmbedder.Dimensions, HashedEmbedder.Dimensions);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal IndexedDocument Add(SearchDocument source)
    {
        var document = Begin(source.Key, source.ContentVersion, source.Metadata, source.Entries.Count);
        var forward = new ForwardWriter();
        var lengths = new int[source.Entries.Count];
        for (var i = 0; i < lengths.Length; i++)
        {
            var entry = new IndexEntryReader(source.Entries[i]);
            var part = document.FirstPart + i;
            lengths[i] = entry.TextLength + ((entry.HeadingLength * _headingUnits) / PostingReader.WeightUnit);
            _traits[part] = entry.Traits;
            SetVector(part, entry.Vector);
            forward.BeginPart(lengths[i]);
            while (entry.NextRun(out var inText, out var inHeading, out var hashes))
            {
                var weight = (inText * PostingReader.WeightUnit) + (inHeading * _headingUnits);
                if (weight == 0)
                {
                    continue;
                }

                forward.BeginRun(weight, hashes.Length / sizeof(uint));
                for (var at = 0; at < hashes.Length; at += sizeof(uint))
                {
                    forward.Add(AddPosting(BinaryPrimitives.ReadUInt32LittleEndian(hashes[at..]), part, weight));
                }
            }

            forward.EndPart();
        }

        Finish(document, lengths, forward.ToArray());
        return document;
    }

    /// <summary>Adds a document of another segment, as it stands there.</summary>
    internal IndexedDocument Adopt(IndexedDocument source)
    {
        var document = Begin(source.Key, source.ContentVersion, source.Metadata, source.PartCount);
        var forward = new ForwardWriter();
        var lengths = new int[source.PartCount];
        var reader = new ForwardReader(source.Forward);
        for (var i = 0; i < lengths.Length; i++)
        {
            var part = document.FirstPart + i;
            _traits[part] = source.Segment._traits[source.FirstPart + i];
            SetVector(part, Vector(source.Segment._vectors, source.FirstPart + i));
            reader.NextPart(out lengths[i]);
            forward.BeginPart(lengths[i]);
            while (reader.NextRun(out var weight, out var count))
            {
                forward.BeginRun(weight, count);
                for (; count > 0; count--)
                {
                    forward.Add(AddPosting(source.Segment.Terms[reader.NextTerm()].Hash, part, weight));
                }
            }

            forward.EndPart();
        }

        Finish(document, lengths, forward.ToArray());
        return document;
    }

    /// <summary>Takes the document out of the counts and out of every snapshot from <paramref name="version"/> on.</summary>
    internal void Remove(IndexedDocument document, long version)
    {
        document.DieAt(version);
        DeadParts += document.PartCount;
        var reader = new ForwardReader(document.Forward);
        for (var i = 0; i < document.PartCount; i++)
        {
            reader.NextPart(out _);
            while (reader.NextRun(out _, out var count))
            {
                for (; count > 0; count--)
                {
                    Terms[reader.NextTerm()].LiveParts--;
                }
            }
        }
    }

    private IndexedDocument Begin(string key, long contentVersion, string metadata, int parts)
    {
        Reserve(ref _documents, DocumentCount + 1);
        Reserve(ref _documentOf, PartCount + parts);
        Reserve(ref _reach, PartCount + parts);
        Reserve(ref _traits, PartCount + parts);
        Reserve(ref _windowLengths, PartCount + parts);
        Reserve(ref _inverseNorms, PartCount + parts);
        Reserve(ref _vectors, ((PartCount + parts) / VectorsPerBlock) + 1);
        return new IndexedDocument(key, contentVersion, metadata) { Segment = this, FirstPart = PartCount, PartCount = parts };
    }

    private void Finish(IndexedDocument document, int[] lengths, byte[] forward)
    {
        document.Forward = forward;
        document.Terms = lengths.Sum(length => (long)length);
        for (var i = 0; i < lengths.Length; i++)
        {
            var part = document.FirstPart + i;
            var before = Math.Min(i, _neighbours);
            var after = Math.Min(lengths.Length - 1 - i, _neighbours);
            float length = lengths[i], weights = 1;
            for (var away = 1; away <= _neighbours; away++)
            {
                var weight = _neighbourWeights[away - 1];
                length += weight * ((away <= before ? lengths[i - away] : 0) + (away <= after ? lengths[i + away] : 0));
                weights += weight * ((away <= before ? 1 : 0) + (away <= after ? 1 : 0));
            }

            _documentOf[part] = DocumentCount;
            _reach[part] = (byte)(before | (after << 4));
            _windowLengths[part] = length / weights;
        }

        _documents[DocumentCount++] = document;
        PartCount += lengths.Length;
        _documentBytes += 150 + (2L * (document.Key.Length + document.Metadata.Length)) + forward.Length;
    }

    private void SetVector(int part, ReadOnlySpan<sbyte> vector)
    {
        ref var block = ref _vectors[part / VectorsPerBlock];
        var start = part % VectorsPerBlock * HashedEmbedder.Dimensions;
        if (block is null || start == block.Length)
        {
            GrowVectors(ref block, isFirst: part < VectorsPerBlock);
        }

        vector.CopyTo(block.AsSpan(start));
        _inverseNorms[part] = HashedEmbedder.InverseNorm(vector);
    }

    // The first block grows, for there are many small indexes. Vectors do not change once they stand: a reader may have the shorter block.
    private void GrowVectors(ref sbyte[]? block, bool isFirst)
    {
        var vectors = !isFirst ? VectorsPerBlock : block is null ? FirstVectors : Math.Min(block.Length / HashedEmbedder.Dimensions * 2, VectorsPerBlock);
        var grown = new sbyte[vectors * HashedEmbedder.Dimensions];
        block?.CopyTo(grown, 0);
        _vectorBytes += grown.Length - (block?.Length ?? 0);
        Volatile.Write(ref block, grown);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int AddPosting(uint hash, int part, int weight)
    {
        Span<byte> bytes = stackalloc byte[2 * Varint.MaxBytes];
        var id = Terms.GetOrAdd(hash, Arena);
        ref var entry = ref Terms[id];
        var length = PostingReader.Write(bytes, part - entry.LastPart, weight);
        entry.LastPart = part;
        entry.LiveParts++;
        Arena.Append(ref entry, bytes[..length]);
        return id;
    }

    private static void Reserve<T>(ref T[] array, int length)
    {
        if (length > array.Length)
        {
            var grown = new T[Math.Max(length, array.Length * 2)];
            array.CopyTo(grown, 0);
            Volatile.Write(ref array, grown);
        }
    }
}
