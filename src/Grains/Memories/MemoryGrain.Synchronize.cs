using System.Globalization;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Search;
using FencyGrid.Grains.Search.Index;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Memories;

public partial class MemoryGrain
{
    /// <inheritdoc/>
    public async Task SynchronizeAsync(CancellationToken cancellationToken)
    {
        // A repeat, or an event whose memory is gone or was updated since: the index is brought to what the store holds, no more.
        var row = _row;
        if (row?.ContentStatus == ContentStatus.Synchronizing)
        {
            row = await ChunkAsync(row, cancellationToken);
        }

        if (row is not null)
        {
            await RefreshShardAsync(row, cancellationToken);
        }

        LeaveWhenIdle();
    }

    private async Task<MemoryRow> ChunkAsync(MemoryRow row, CancellationToken cancellationToken)
    {
        var content = await queries.FindContentAsync(OrganizationId, _memoryId, cancellationToken);
        if (content is null)
        {
            return row;
        }

        var chunks = Chunk(row, content);
        var shard = row.Shard ?? await grid.Get<IMemoryTypeGrain>(GrainKey.Of(OrganizationId, row.TypeId)).PlaceAsync(chunks.Count, cancellationToken);
        var next = row with
        {
            ContentStatus = ContentStatus.Synchronized,
            SynchronizedVersion = content.ContentVersion,
            ChunkCount = chunks.Count,
            Shard = shard,
            UpdatedAt = time.Now(),
        };
        var transaction = new StoreTransaction().Add(new ReplaceChunks(OrganizationId, _memoryId, chunks));
        return _row = await CommitAsync(transaction, next, synchronize: false, cancellationToken);
    }

    private List<ChunkRow> Chunk(MemoryRow row, MemoryContentRow content)
    {
        var rows = new List<ChunkRow>();
        foreach (var chunk in Chunker.Chunk(content.Text))
        {
            var text = content.Text.Substring(chunk.Start, chunk.Length);
            rows.Add(new ChunkRow(
                OrganizationId,
                _memoryId,
                content.ContentVersion,
                chunk.Number,
                chunk.Heading,
                string.Join(',', chunk.Pages.Select(page => page.ToString(CultureInfo.InvariantCulture))),
                text,
                IndexEntry.Encode(text, HeadingTrail.Under(row.Title, chunk.Heading))));
        }

        return rows;
    }
}
