using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Events;

namespace FencyGrid.Storage.Events;

/// <summary>
/// The reads of all relays in this process. They wake together, one for each consumer of each part, and a query for each of them costs the database and
/// this process many times what the few new events do: so those who ask at the same time share one query, and each takes its own out of the answer.
/// </summary>
/// <param name="settledPosition">A position up to which nothing turns up any more.</param>
internal sealed class PartReads(Outbox outbox, Func<Task<long>> settledPosition)
{
    private readonly SharedRun<PartRead, Answer> _run = new(reads => ReadTogetherAsync(reads, outbox, settledPosition));

    public async Task<IReadOnlyList<OutboxEntry>> ReadAsync(PartRead read, CancellationToken cancellationToken)
    {
        var answer = await _run.RunAsync(read, cancellationToken);
        return answer.PageOf(read) ?? await outbox.ReadAsync(read, answer.UpTo, cancellationToken);
    }

    private static async Task<Answer> ReadTogetherAsync(IReadOnlyList<PartRead> reads, Outbox outbox, Func<Task<long>> settledPosition)
    {
        var upTo = await settledPosition();
        var scans = reads.Where(read => read.AfterPosition < upTo)
            .GroupBy(read => read.Consumer)
            .Select(asked => new OutboxScan(asked.Key, asked.Min(read => read.AfterPosition), asked.Sum(read => read.Limit)))
            .ToList();
        var found = scans.Count == 0 ? [] : await outbox.ScanAsync(scans, upTo, CancellationToken.None);
        return new Answer(upTo, scans.ToDictionary(scan => scan.Consumer), found.ToLookup(entry => entry.Consumer));
    }

    private sealed record Answer(long UpTo, Dictionary<string, OutboxScan> Scans, ILookup<string, ScannedEntry> Found)
    {
        /// <summary>Null where the common query ended before it had all that the read is to get: too much was waiting.</summary>
        public List<OutboxEntry>? PageOf(PartRead read)
        {
            if (read.AfterPosition >= UpTo)
            {
                return [];
            }

            var found = Found[read.Consumer];
            List<OutboxEntry> page =
            [
                .. found.Where(entry => entry.Entry.Position > read.AfterPosition && entry.SubjectHash % read.Parts == read.Part)
                    .Select(entry => entry.Entry)
                    .Take(read.Limit),
            ];
            return page.Count == read.Limit || found.Count() < Scans[read.Consumer].Limit ? page : null;
        }
    }
}
