namespace FencyGrid.Content.Tests;

/// <summary>A directory that is gone with its test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("content-tests-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
