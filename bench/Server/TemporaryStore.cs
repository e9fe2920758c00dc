namespace FencyGrid.Bench.Server;

/// <summary>A data directory for one run.</summary>
public sealed class TemporaryStore : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("bench-store-").FullName;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
