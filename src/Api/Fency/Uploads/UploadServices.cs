using FencyGrid.Content.Blobs.S3;
using FencyGrid.Grains.Memories.Content;

namespace FencyGrid.Api.Fency.Uploads;

internal static class UploadServices
{
    /// <summary>Files go to the bucket that holds the blobs, where one is configured, and to this server otherwise.</summary>
    public static IServiceCollection AddUploads(this IServiceCollection services) => services
        .AddSingleton<LocalUploads>()
        .AddSingleton<UploadReceiver>()
        .AddSingleton<IUploadTarget>(provider => provider.GetRequiredService<IBlobStore>() is S3BlobStore bucket
            ? new BucketUploads(bucket)
            : provider.GetRequiredService<LocalUploads>());
}
