using System.Net;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Memories;
using FencyGrid.Grains.Memories.Content;
using FencyGrid.Grains.Memories.Uploads;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Fency.Uploads;

public sealed class UploadExpiryTests
{
    [Fact]
    public async Task An_upload_expires_and_is_given_up_with_whatever_came_too_late()
    {
        var clock = new MovedClock();
        await using var server = await TestServer.StartAsync(services: services => services.AddSingleton<TimeProvider>(clock));
        var id = await server.Client.CreateFileMemoryAsync();
        var upload = await server.Client.CreateUploadAsync(id, "a.txt", 5, "text/plain");
        var (organizationId, blobKey) = upload.Fields()["key"].Split('/') is [var first, var second] ? (first, second) : default;
        var queries = server.Services.GetRequiredService<IUploadQueries>();
        await server.Services.GetRequiredService<IBlobStore>().PutAsync(organizationId, blobKey, new MemoryStream("stray"u8.ToArray()), CancellationToken.None);
        (await queries.ListAsync(organizationId, id, CancellationToken.None)).ShouldHaveSingleItem().ContentVersion.ShouldBe(0);

        clock.Moved = TimeSpan.FromMinutes(61);
        (await UploadClient.PostAsync(upload.Url(), upload.Fields(), "12345"u8.ToArray())).ShouldBeS3Error(HttpStatusCode.Forbidden, "AccessDenied");
        clock.Moved = TimeSpan.FromMinutes(61) + UploadWorker.Grace;

        await server.ShouldHaveBlobsAsync(null, "stray");
        (await queries.ListAsync(organizationId, id, CancellationToken.None)).ShouldBeEmpty();
        await server.ShouldSoonAsync(_ => server.Services.GetRequiredService<IScheduledWorkQueries>()
            .FindAsync(organizationId, UploadWorker.WorkKind, blobKey, CancellationToken.None).Result is null);
        (await server.Client.GetAnswerAsync($"/v1/memories/{id}")).StatusOf().ShouldBe("EMPTY");
    }

    [Fact]
    public async Task A_text_that_cannot_be_chunked_fails_and_others_do_not()
    {
        await using var server = await TestServer.StartAsync(services: services => services.AddSingleton<ContentChunker, FailingChunker>());
        var typeId = await server.Client.CreateTypeAsync();

        var bad = await server.Client.GetSynchronizedAsync(await server.Client.CreateMemoryAsync(typeId, "Bad", "Text"));
        var good = await server.Client.GetSynchronizedAsync(await server.Client.CreateMemoryAsync(typeId, "Good", "Text"));

        bad.StatusOf().ShouldBe("FAILED");
        bad.Json.GetProperty("failureReason").GetString().ShouldBe("The text could not be indexed. The server's log says why.");
        good.StatusOf().ShouldBe("SYNCHRONIZED");
    }

    private sealed class FailingChunker : ContentChunker
    {
        public override IReadOnlyList<ChunkRow> Cut(MemoryRow row, MemoryContentRow content) =>
            row.Title == "Bad" ? throw new InvalidOperationException("A secret of the inside.") : base.Cut(row, content);
    }

    private sealed class MovedClock : TimeProvider
    {
        public TimeSpan Moved { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Moved;
    }
}
