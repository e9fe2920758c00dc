using System.Net;
using System.Runtime.InteropServices;
using FencyGrid.Api.Tests.Models;
using FencyGrid.Grains.Engine.Store;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Durability;

/// <summary>Looks for a deleted document's vector in the bytes of the files.</summary>
public sealed class VectorErasureTests
{
    [Fact]
    public async Task After_a_delete_no_file_holds_the_bytes_of_the_vector()
    {
        await using var stub = await EmbeddingStub.StartAsync();
        await using var server = await stub.StartServerAsync();
        var id = await server.Client.CreateMemoryAsync(await server.Client.CreateTypeAsync(), text: "Ann plays the bassoon.");

        // The vector is made in the background.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await OccurrencesAsync(server) == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }

        (await server.Client.SendBodyAsync(HttpMethod.Delete, $"/v1/memories/{id}", null)).Status.ShouldBe(HttpStatusCode.NoContent);

        (await OccurrencesAsync(server)).ShouldBe(0);
    }

    private static async Task<int> OccurrencesAsync(TestServer server)
    {
        // While a read holds on to the log it cannot be emptied; the server looks for due work all the time.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await server.Services.GetRequiredService<IStoreMaintenance>().CheckpointAsync(patience.Token))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }

        var count = 0;
        foreach (var file in Directory.EnumerateFiles(server.DataDirectory))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            count += copy.ToArray().AsSpan().Count(MemoryMarshal.AsBytes([EmbeddingStub.Much]));
        }

        return count;
    }
}
