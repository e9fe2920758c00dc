using FencyGrid.Contracts.Memories;

namespace FencyGrid.Grains.Memories;

public static class MemoryRowView
{
    /// <summary>The row as its readers see it: content and part count only while it is synchronized.</summary>
    public static Memory View(this MemoryRow row, string? content)
    {
        var isSynchronized = row.ContentStatus == ContentStatus.Synchronized;
        return new Memory(
            row.Id,
            row.CreatedAt,
            row.UpdatedAt,
            row.SourceType,
            row.TypeId,
            row.Title,
            isSynchronized ? content : null,
            isSynchronized ? row.ChunkCount : null,
            row.ContentStatus,
            row.FailureReason,
            row.Metadata);
    }
}
