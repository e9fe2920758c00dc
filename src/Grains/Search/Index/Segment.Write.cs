using System.Runtime.CompilerServices;
using FencyGrid.Grains.Search.Conversations;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Search.Index;

internal sealed partial class Segment
{
    private IndexedDocument Begin(string key, long contentVersion, string metadata, int parts)
    {
        Growth.Reserve(ref _documents, DocumentCount + 1);
        Growth.Reserve(ref _ties, DocumentCount + 1);
        Growth.Reserve(ref _documentOf, PartCount + parts);
        Growth.Reserve(ref _reach, PartCount + parts);
        Growth.Reserve(ref _windowLengths, PartCount + parts);
        Vectors.Reserve(PartCount + parts);
        if (_hasTraits)
        {
            Growth.Reserve(ref _traits, PartCount + parts);
        }

        return new IndexedDocument(key, contentVersion, metadata) { Segment = this, FirstPart = PartCount, PartCount = parts };
    }

    private void Finish(IndexedDocument document, int[] lengths, byte[] forward)
    {
        document.Forward = forward;
        document.Terms = lengths.Sum();
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

        _ties[DocumentCount] = TermHash.Of(document.Key);
        _documents[DocumentCount++] = document;
        PartCount += lengths.Length;
        _documentBytes += forward.Length == 0 ? 80 : 104 + forward.Length;
    }

    private void SetTraits(int part, PartTraits traits)
    {
        if (_hasTraits)
        {
            _traits[part] = traits;
        }
    }

    private void BeginRun(ref ForwardWriter forward, int weight, int count)
    {
        if (_lists is null)
        {
            forward.BeginRun(weight, count);
        }
    }

    private void AddTerm(ref ForwardWriter forward, uint hash, int part, int weight)
    {
        if (_lists is not null)
        {
            _lists.Add(hash, weight);
        }
        else
        {
            forward.Add(AddPosting(hash, part, weight));
        }
    }

    private void EndPart(ref ForwardWriter forward, int part, int length)
    {
        _lists?.EndPart(part, length);
        forward.EndPart();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int AddPosting(uint hash, int part, int weight)
    {
        Span<byte> bytes = stackalloc byte[2 * Varint.MaxBytes];
        var id = _terms.GetOrAdd(hash, _arena);
        ref var entry = ref _terms[id];
        var length = PostingReader.Write(bytes, part - entry.LastPart, weight);
        entry.LastPart = part;
        entry.LiveParts++;
        _arena.Append(ref entry, bytes[..length]);
        return id;
    }

    /// <summary>Reads a document's terms, part by part in runs of one weight, however its segment keeps them.</summary>
    private ref struct TermReader(IndexedDocument document)
    {
        private readonly Segment _segment = document.Segment;
        private ForwardReader _forward = new(document.Forward);
        private int _part = document.FirstPart - 1;
        private int _at;

        internal void NextPart(out int length)
        {
            _part++;
            _at = 0;
            if (_segment._lists is { } lists)
            {
                length = lists.LengthOf(_part);
            }
            else
            {
                _forward.NextPart(out length);
            }
        }

        internal bool NextRun(out int weight, out int count)
        {
            if (_segment._lists is not { } lists)
            {
                return _forward.NextRun(out weight, out count);
            }

            var rest = lists.WeightsOf(_part)[_at..];
            weight = rest.IsEmpty ? 0 : rest[0];
            var end = rest.IsEmpty ? 0 : rest.IndexOfAnyExcept(rest[0]);
            count = end < 0 ? rest.Length : end;
            return count > 0;
        }

        internal uint NextTerm() => _segment._lists is { } lists ? lists.HashesOf(_part)[_at++] : _segment._terms[_forward.NextTerm()].Hash;
    }
}
