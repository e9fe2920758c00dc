using FencyGrid.Content.Blobs;
using FencyGrid.Content.Blobs.S3;
using FencyGrid.Content.Network;
using FencyGrid.Grains.Memories.Content;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FencyGrid.Content.Tests;

public class ContentServicesTests
{
    [Fact]
    public void Without_configuration_every_port_is_there_private_networks_are_closed_and_blobs_are_files()
    {
        using var directory = new TemporaryDirectory();
        using var services = Build(directory, []);

        services.GetRequiredService<IUrlFetcher>().ShouldNotBeNull();
        services.GetRequiredService<IDocumentConverter>().ShouldNotBeNull();
        services.GetRequiredService<IBlobStore>().ShouldBeOfType<DiskBlobStore>();
        Should.Throw<UrlRefusedException>(() => services.GetRequiredService<NetworkGuard>().CheckUrl(new Uri("http://127.0.0.1:8080/")));
    }

    [Fact]
    public void Configuration_opens_private_networks_and_names_a_bucket()
    {
        using var directory = new TemporaryDirectory();
        using var services = Build(directory, new()
        {
            ["AllowPrivateNetworks"] = "true",
            ["Network:AllowedPorts:0"] = "8080",
            ["S3:Bucket"] = "memories",
            ["S3:Endpoint"] = "http://127.0.0.1:1",
            ["S3:AccessKeyId"] = "id",
            ["S3:SecretAccessKey"] = "secret",
        });

        var guard = services.GetRequiredService<NetworkGuard>();
        guard.CheckUrl(new Uri("http://127.0.0.1:8080/"));
        Should.Throw<UrlRefusedException>(() => guard.CheckUrl(new Uri("http://127.0.0.1:8081/")));
        services.GetRequiredService<IBlobStore>().ShouldBeOfType<S3BlobStore>();
    }

    [Fact]
    public void A_setting_that_makes_no_sense_is_refused()
    {
        using var directory = new TemporaryDirectory();
        using var services = Build(directory, new() { ["Fetching:MaxBytes"] = "0" });

        Should.Throw<OptionsValidationException>(services.GetRequiredService<IUrlFetcher>).Message.ShouldContain("MaxBytes is 0");
    }

    private static ServiceProvider Build(TemporaryDirectory directory, Dictionary<string, string?> settings) =>
        new ServiceCollection().AddContent(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), Path.Combine(directory.Path, "blobs")).BuildServiceProvider();
}
