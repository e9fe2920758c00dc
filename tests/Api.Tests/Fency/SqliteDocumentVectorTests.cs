using System.Runtime.InteropServices;
using FencyGrid.Api.Tests.Models;
using FencyGrid.Grains.Engine.Store;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Fency;

public sealed class SqliteDocumentVectorTests : DocumentVectorSuite
{
    [Fact]
    public async Task After_a_delete_no_file_holds_the_bytes_of_the_vector()
    {
        var id = await CreateAsync("Ann plays the bassoon.");
        await ShouldBeEmbeddedAsync(1);
        (await OccurrencesAsync()).ShouldBeGreaterThan(0);

        await Server.Client.SendBodyAsync(HttpMethod.Delete, $"/v1/memories/{id}", null);

        (await OccurrencesAsync()).ShouldBe(0);
    }

    protected override Task<IReadOnlyDictionary<string, string?>> SettingsAsync() =>
        Task.FromResult<IReadOnlyDictionary<string, string?>>(new Dictionary<string, string?>());

    private async Task<int> OccurrencesAsync()
    {
        (await Server.Services.GetRequiredService<IStoreMaintenance>().CheckpointAsync(default)).ShouldBeTrue();
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(DataDirectory))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            count += copy.ToArray().AsSpan().Count(MemoryMarshal.AsBytes([EmbeddingStub.Much]));
        }

        return count;
    }
}
