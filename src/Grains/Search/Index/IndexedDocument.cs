namespace FencyGrid.Grains.Search.Index;

/// <summary>
/// One version of a document in one segment, its parts side by side. It is seen by the snapshots from the one it came with up to,
/// but not including, the one it died with.
/// </summary>
internal sealed class IndexedDocument(string key, long contentVersion, string metadata)
{
    internal const long Alive = long.MaxValue;

    private static readonly Origin Plain = new(0, "{}");

    private readonly Origin _origin = contentVersion == Plain.Version && metadata == Plain.Metadata ? Plain : new Origin(contentVersion, metadata);
    private long _diedAt = Alive;

    internal string Key { get; } = key;

    internal long ContentVersion => _origin.Version;

    internal string Metadata => _origin.Metadata;

    internal required Segment Segment { get; init; }

    internal int FirstPart { get; init; }

    internal int PartCount { get; init; }

    /// <summary>Summed length of the parts.</summary>
    internal int Terms { get; set; }

    /// <summary>Per part the terms it holds, as <see cref="Segment"/> writes them: what a removal counts down and a compaction moves.</summary>
    internal byte[] Forward { get; set; } = [];

    internal bool IsVisible(long version) => Volatile.Read(ref _diedAt) > version;

    internal void DieAt(long version) => Volatile.Write(ref _diedAt, version);

    // What most documents have in common, for there are many.
    private sealed record Origin(long Version, string Metadata);
}
