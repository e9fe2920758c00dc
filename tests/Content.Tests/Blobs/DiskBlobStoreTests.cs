using System.IO.Pipelines;
using FencyGrid.Content.Blobs;
using FencyGrid.Grains.Memories.Content;

namespace FencyGrid.Content.Tests.Blobs;

public sealed class DiskBlobStoreTests : BlobStoreCompliance, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly DiskBlobStore _store;

    public DiskBlobStoreTests() => _store = new DiskBlobStore(Path.Combine(_directory.Path, "blobs"));

    protected override IBlobStore Store => _store;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Files_stay_below_the_root_and_are_for_this_user_alone()
    {
        await PutAsync("../../org", "../../../key", "content");

        var files = Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories);
        files.ShouldBe([_store.PathOf("../../org", "../../../key")]);
        files[0].ShouldStartWith(Path.Combine(_directory.Path, "blobs") + Path.DirectorySeparatorChar);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(files[0]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(Path.GetDirectoryName(files[0])!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task A_delete_leaves_no_file_behind()
    {
        await PutAsync("org", "key", "content");
        await Store.DeleteAsync("org", "key", CancellationToken.None);

        Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_process_finds_what_was_stored_and_clears_what_was_not_finished()
    {
        await PutAsync("org", "key", "content");
        var abandoned = Path.Combine(_directory.Path, "blobs", "incoming", "half");
        await File.WriteAllTextAsync(abandoned, "half a file");

        var reopened = new DiskBlobStore(Path.Combine(_directory.Path, "blobs"));

        File.Exists(abandoned).ShouldBeFalse();
        (await reopened.ExistsAsync("org", "key", CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_process_leaves_alone_what_another_one_is_writing()
    {
        var pipe = new Pipe();
        var writing = Store.PutAsync("org", "key", pipe.Reader.AsStream(), CancellationToken.None);
        await pipe.Writer.WriteAsync("con"u8.ToArray());

        var other = new DiskBlobStore(Path.Combine(_directory.Path, "blobs"));
        await pipe.Writer.WriteAsync("tent"u8.ToArray());
        await pipe.Writer.CompleteAsync();

        (await writing).ShouldBe(7);
        (await other.ExistsAsync("org", "key", CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reader_keeps_its_bytes_while_the_blob_is_replaced()
    {
        await PutAsync("org", "key", "before");
        await using var reader = await Store.GetAsync("org", "key", CancellationToken.None);

        await PutAsync("org", "key", "after!");

        (await new StreamReader(reader!).ReadToEndAsync()).ShouldBe("before");
    }
}
