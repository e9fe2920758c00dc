using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using FencyGrid.Grains.Search.Conversations;

namespace FencyGrid.Grains.Search.Index;

/// <summary>
/// A run of documents with their postings and vectors. Documents are only added; a removed one is marked, and once half of the parts are
/// dead the index moves the living ones to its newest segment and drops this one. One writer; readers hold a snapshot that says how
/// many parts they may see, and everything up to there is written before the snapshot is published and never changes.
/// </summary>
internal sealed partial class Segment
{
    /// <summary>So many parts are kept as lists of terms, more with postings.</summary>
    internal const int MostListed = 256;

    private readonly int _neighbours;
    private readonly int _headingUnits;
    private readonly float[] _neighbourWeights;
    private readonly bool _hasTraits;

    // Either the one or the other two.
    private readonly TermLists? _lists;
    private readonly TermTable _terms = null!;
    private readonly PostingArena _arena = null!;

    private IndexedDocument[] _documents = [];
    private uint[] _ties = [];
    private int[] _documentOf = [];
    private byte[] _reach = [];
    private PartTraits[] _traits = [];
    private float[] _windowLengths = [];
    private long _documentBytes;

    internal Segment(SearchIndexOptions options, bool isListed)
    {
        _neighbours = options.NeighbourWeights.Count;
        _headingUnits = (int)Math.Round(options.HeadingWeight * PostingReader.WeightUnit);
        _neighbourWeights = _neighbours == 0 ? [] : [.. options.NeighbourWeights.Select(weight => (float)weight)];
        _hasTraits = options.Conversation is not null;
        Vectors = new PartVectors(isSmall: isListed);
        if (isListed)
        {
            _lists = new TermLists();
        }
        else
        {
            _terms = new TermTable();
            _arena = new PostingArena();
        }
    }

    internal bool IsListed => _lists is not null;

    internal int DocumentCount { get; private set; }

    internal int PartCount { get; private set; }

    internal int DeadParts { get; private set; }

    internal IndexedDocument[] Documents => Volatile.Read(ref _documents);

    /// <summary>Per document the <see cref="Candidate.Tie"/> of its key.</summary>
    internal uint[] Ties => Volatile.Read(ref _ties);

    internal int[] DocumentOf => Volatile.Read(ref _documentOf);

    /// <summary>Per part, how many neighbours of the same document stand before it (low four bits) and after it (high four).</summary>
    internal byte[] Reach => Volatile.Read(ref _reach);

    /// <summary>Per part, the length of its window: its own and its neighbours' by their weights, scaled to one part's.</summary>
    internal float[] WindowLengths => Volatile.Read(ref _windowLengths);

    /// <summary>Only where the options say that parts are messages.</summary>
    internal PartTraits[] Traits => Volatile.Read(ref _traits);

    internal PartVectors Vectors { get; }

    internal long Bytes => (_lists?.Bytes ?? _terms.Bytes + _arena.Bytes) + _documentBytes
        + ((long)_documents.Length * 12) + ((long)_documentOf.Length * (_hasTraits ? 17 : 9)) + Vectors.Bytes(PartCount);

    /// <summary>Whether the segment, if it keeps lists, can take in the document.</summary>
    internal static bool CanList(SearchDocument document, SearchIndexOptions options)
    {
        foreach (var encoded in document.Entries)
        {
            var entry = new IndexEntryReader(encoded);
            while (entry.NextRun(out var inText, out var inHeading, out _))
            {
                if (!TermLists.Holds((inText * PostingReader.WeightUnit) + (int)Math.Ceiling(inHeading * options.HeadingWeight * PostingReader.WeightUnit)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Reads the term's postings in the first so many parts; false if there are none in the segment.</summary>
    internal bool TryRead(uint hash, int parts, out PostingReader postings)
    {
        if (_lists is not null)
        {
            postings = _lists.Read(hash, parts);
            return true;
        }

        if (_terms.TryFind(hash, out var entries, out var id))
        {
            postings = new PostingReader(_arena, entries, id);
            return true;
        }

        postings = default;
        return false;
    }

    /// <summary>In how many living parts the term occurs.</summary>
    internal long LiveParts(uint hash, int parts, long version)
    {
        if (_lists is null)
        {
            return _terms.TryFind(hash, out var entries, out var id) ? entries[id].LiveParts : 0;
        }

        var postings = _lists.Read(hash, parts);
        var live = 0L;
        while (postings.Next())
        {
            live += DeadParts == 0 || Documents[DocumentOf[postings.Part]].IsVisible(version) ? 1 : 0;
        }

        return live;
    }

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
            SetTraits(part, entry.Traits);
            Vectors.Set(part, entry.Vector);
            forward.BeginPart(lengths[i]);
            while (entry.NextRun(out var inText, out var inHeading, out var hashes))
            {
                var weight = (inText * PostingReader.WeightUnit) + (inHeading * _headingUnits);
                if (weight == 0)
                {
                    continue;
                }

                BeginRun(ref forward, weight, hashes.Length / sizeof(uint));
                for (var at = 0; at < hashes.Length; at += sizeof(uint))
                {
                    AddTerm(ref forward, BinaryPrimitives.ReadUInt32LittleEndian(hashes[at..]), part, weight);
                }
            }

            EndPart(ref forward, part, lengths[i]);
        }

        Finish(document, lengths, _lists is null ? forward.ToArray() : []);
        return document;
    }

    /// <summary>Adds a document of another segment, as it stands there.</summary>
    internal IndexedDocument Adopt(IndexedDocument source)
    {
        var document = Begin(source.Key, source.ContentVersion, source.Metadata, source.PartCount);
        var forward = new ForwardWriter();
        var lengths = new int[source.PartCount];
        var terms = new TermReader(source);
        for (var i = 0; i < lengths.Length; i++)
        {
            var part = document.FirstPart + i;
            SetTraits(part, source.Segment._hasTraits ? source.Segment._traits[source.FirstPart + i] : default);
            Vectors.Set(part, source.Segment.Vectors, source.FirstPart + i);
            terms.NextPart(out lengths[i]);
            forward.BeginPart(lengths[i]);
            while (terms.NextRun(out var weight, out var count))
            {
                BeginRun(ref forward, weight, count);
                for (; count > 0; count--)
                {
                    AddTerm(ref forward, terms.NextTerm(), part, weight);
                }
            }

            EndPart(ref forward, part, lengths[i]);
        }

        Finish(document, lengths, _lists is null ? forward.ToArray() : []);
        return document;
    }

    /// <summary>Takes the document out of the counts and out of every snapshot from <paramref name="version"/> on.</summary>
    internal void Remove(IndexedDocument document, long version)
    {
        document.DieAt(version);
        DeadParts += document.PartCount;
        if (_lists is not null)
        {
            return;
        }

        var reader = new ForwardReader(document.Forward);
        for (var i = 0; i < document.PartCount; i++)
        {
            reader.NextPart(out _);
            while (reader.NextRun(out _, out var count))
            {
                for (; count > 0; count--)
                {
                    _terms[reader.NextTerm()].LiveParts--;
                }
            }
        }
    }
}
