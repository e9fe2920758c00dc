using System.Globalization;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Memories.Content;

namespace FencyGrid.Grains.Memories.Uploads;

/// <summary>
/// Looks after the files of uploads: asks a bucket whether one has come, gives up what did not come in time, and removes the file of an
/// upload that no memory has any more, once more after it has expired, since until then it could be sent again.
/// </summary>
public sealed class UploadWorker(IGrid grid, IUploadQueries uploads, IBlobStore blobs, TimeProvider time) : IScheduledWorker
{
    public const string WorkKind = "upload";

    /// <summary>A file whose sending began before the upload expired may come for so long afterwards.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    public string Kind => WorkKind;

    public static string Payload(DateTimeOffset expiresAt) => expiresAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public async Task<DateTimeOffset?> RunAsync(ScheduledWorkRow work, CancellationToken cancellationToken)
    {
        if (!UploadKey.TryRead(work.Subject, out var memoryId, out var uploadId))
        {
            return null;
        }

        var end = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(work.Payload, CultureInfo.InvariantCulture)) + Grace;
        var upload = (await uploads.ListAsync(work.OrganizationId, memoryId, cancellationToken)).FirstOrDefault(row => row.Id == uploadId);
        if (upload is null)
        {
            await blobs.DeleteAsync(work.OrganizationId, work.Subject, cancellationToken);
            return time.GetUtcNow() < end ? end : null;
        }

        if (upload.ContentVersion > 0)
        {
            return null;
        }

        var grain = grid.Get<IMemoryGrain>(GrainKey.Of(work.OrganizationId, memoryId));
        if (!upload.IsAnnounced && await blobs.ExistsAsync(work.OrganizationId, work.Subject, cancellationToken))
        {
            await grain.CompleteUploadAsync(uploadId, cancellationToken);
            return null;
        }

        if (time.GetUtcNow() < end)
        {
            return upload.IsAnnounced ? end : NextLook(upload);
        }

        // Its row goes first: a file that is just coming in is then refused, and removed by whoever took it.
        await grain.AbandonUploadAsync(uploadId, cancellationToken);
        await blobs.DeleteAsync(work.OrganizationId, work.Subject, cancellationToken);
        return null;
    }

    /// <summary>Most files come soon; the longer one has not come, the seldomer it is asked for.</summary>
    private DateTimeOffset NextLook(UploadRow upload)
    {
        var now = time.GetUtcNow();
        var pause = (now - upload.CreatedAt) / 4;
        return now + (pause < ShortestPause ? ShortestPause : pause > LongestPause ? LongestPause : pause);
    }
}
