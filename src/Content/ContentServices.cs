using FencyGrid.Content.Blobs;
using FencyGrid.Content.Blobs.S3;
using FencyGrid.Content.Conversion;
using FencyGrid.Content.Fetching;
using FencyGrid.Content.Network;
using FencyGrid.Content.Webhooks;
using FencyGrid.Grains.Memories.Content;
using FencyGrid.Grains.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FencyGrid.Content;

public static class ContentServices
{
    /// <summary>
    /// Conversion, fetching and blobs behind the grains' ports. Reads <c>AllowPrivateNetworks</c>, <c>Network</c>, <c>Fetching</c>,
    /// <c>Conversion</c> and, where it names a bucket, <c>S3</c> of the section given (<c>FencyGrid</c>).
    /// </summary>
    /// <param name="blobDirectory">Where blobs go while no bucket is configured.</param>
    public static IServiceCollection AddContent(this IServiceCollection services, IConfiguration configuration, string blobDirectory) =>
        services.AddContent(configuration, () => blobDirectory);

    /// <inheritdoc cref="AddContent(IServiceCollection, IConfiguration, string)"/>
    /// <remarks>The configuration is read when the services are first asked for, so that it may still be added to.</remarks>
    public static IServiceCollection AddContent(this IServiceCollection services, IConfiguration configuration, Func<string> blobDirectory)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<NetworkOptions>().Bind(configuration.GetSection("Network"))
            .Configure(options => options.AllowPrivateNetworks |= configuration.GetValue<bool>(nameof(NetworkOptions.AllowPrivateNetworks)))
            .ValidateOnStart();
        services.AddOptions<FetchOptions>().Bind(configuration.GetSection("Fetching")).ValidateOnStart();
        services.AddOptions<ConversionOptions>().Bind(configuration.GetSection("Conversion")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NetworkOptions>, NetworkOptionsValidator>();
        services.AddSingleton<IValidateOptions<FetchOptions>, FetchOptionsValidator>();
        services.AddSingleton<IValidateOptions<ConversionOptions>, ConversionOptionsValidator>();

        services.TryAddSingleton<IHostResolver, SystemHostResolver>();
        services.AddSingleton<NetworkGuard>();
        services.AddSingleton<IUrlFetcher, UrlFetcher>();
        services.AddSingleton<IWebhookTransport, HttpWebhookTransport>();
        services.AddSingleton<IDocumentConverter, DocumentConverter>();
        return AddBlobs(services, configuration.GetSection("S3"), blobDirectory);
    }

    private static IServiceCollection AddBlobs(IServiceCollection services, IConfigurationSection s3, Func<string> blobDirectory)
    {
        services.AddOptions<S3BlobOptions>().Bind(s3);
        services.AddSingleton<IValidateOptions<S3BlobOptions>, S3BlobOptionsValidator>();
        services.AddSingleton<S3BlobStore>();
        return services.AddSingleton<IBlobStore>(provider => string.IsNullOrEmpty(s3[nameof(S3BlobOptions.Bucket)])
            ? new DiskBlobStore(blobDirectory())
            : provider.GetRequiredService<S3BlobStore>());
    }
}
