using System.Globalization;
using FencyGrid.Grains.Search;
using FencyGrid.Grains.Search.Index;
using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Memories;

/// <summary>Cuts a memory's text into the chunks that are stored and indexed.</summary>
public class ContentChunker
{
    public virtual IReadOnlyList<ChunkRow> Cut(MemoryRow row, MemoryContentRow content)
    {
        var rows = new List<ChunkRow>();
        foreach (var chunk in Chunker.Chunk(content.Text, content.HasPages))
        {
            var text = content.Text.Substring(chunk.Start, chunk.Length);
            rows.Add(new ChunkRow(
                row.OrganizationId,
                row.Id,
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
