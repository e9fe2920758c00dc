namespace FencyGrid.Api.Tests.Fency.Uploads;

/// <summary>What the server's blob directory holds.</summary>
internal static class BlobFiles
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static string[] IncomingFiles(this TestServer server) => Directory.GetFiles(Path.Combine(server.DataDirectory, "blobs", "incoming"));

    /// <summary>Waits until a blob with this text is there, where one is wanted, and none with the other.</summary>
    public static Task ShouldHaveBlobsAsync(this TestServer server, string? with, string? without) =>
        server.ShouldSoonAsync(server =>
        {
            var texts = Directory.GetFiles(Path.Combine(server.DataDirectory, "blobs"), "*", SearchOption.AllDirectories).Select(Read).ToList();
            return (with is null || texts.Exists(text => text.Contains(with, StringComparison.Ordinal)))
                && (without is null || !texts.Exists(text => text.Contains(without, StringComparison.Ordinal)));
        });

    public static async Task ShouldSoonAsync(this TestServer server, Func<TestServer, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition(server))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }
}
