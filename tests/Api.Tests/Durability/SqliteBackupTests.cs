using System.Net;
using System.Text;
using FencyGrid.Api.Tests.Fency.Uploads;

namespace FencyGrid.Api.Tests.Durability;

/// <summary>A copy of a running server's data holds what was acknowledged before it began, and nothing in half.</summary>
public sealed class SqliteBackupTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fencygrid-backup-");

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_under_load_is_there_after_a_restore()
    {
        await using var server = await TestServer.StartAsync();
        var typeId = await server.Client.CreateTypeAsync();
        await using var load = new BackupLoad(server, typeId);
        await load.StartAsync(300);
        var expected = load.Take();

        await BackupScript.RunAsync("backup-sqlite", [server.DataDirectory, In("backup")]);

        load.Acknowledged.ShouldBeGreaterThan(expected.Memories.Count + expected.Facts.Count + (2 * expected.Deleted.Count), "the backup was to run under load");
        await load.StopAsync();
        await BackupScript.RunAsync("restore-sqlite", [In("backup"), In("restored")]);
        await using var restored = await TestServer.StartAsync(dataDirectory: In("restored"));
        await expected.ShouldBeOnAsync(restored, typeId, load);
    }

    [Fact]
    public async Task An_uploaded_file_comes_back_and_deleted_words_do_not()
    {
        await using var server = await TestServer.StartAsync();
        var typeId = await server.Client.CreateTypeAsync();
        var kept = await server.Client.CreateMemoryAsync(typeId, text: "The orchard has nine rows.");
        var gone = await server.Client.CreateMemoryAsync(typeId, text: "The quixotic cartographer hid the zweihander.");
        await server.Client.GetSynchronizedAsync(gone);
        await server.Client.SendBodyAsync(HttpMethod.Delete, $"/v1/memories/{gone}", null);
        var file = await server.Client.CreateFileMemoryAsync(typeId);
        (await server.Client.UploadTextAsync(file, "An uploaded text about badgers.")).Status.ShouldBe(HttpStatusCode.NoContent);
        await server.Client.GetSynchronizedAsync(file);

        await BackupScript.RunAsync("backup-sqlite", [server.DataDirectory, In("backup")]);
        await BackupScript.RunAsync("restore-sqlite", [In("backup"), In("restored")]);

        Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(In("backup"), "fencygrid.db"))).ShouldNotContain("zweihander", Case.Insensitive);
        await using var restored = await TestServer.StartAsync(dataDirectory: In("restored"));
        (await restored.Client.GetSynchronizedAsync(kept)).Json.GetProperty("content").GetString().ShouldBe("The orchard has nine rows.");
        (await restored.Client.GetSynchronizedAsync(file)).Json.GetProperty("content").GetString().ShouldBe("An uploaded text about badgers.");
        await restored.ShouldHaveBlobsAsync(with: "about badgers", without: null);
    }

    [Fact]
    public async Task A_restore_overwrites_nothing_and_takes_no_broken_backup()
    {
        await using var server = await TestServer.StartAsync();
        await BackupScript.RunAsync("backup-sqlite", [server.DataDirectory, In("backup")]);

        var (code, output) = await BackupScript.TryAsync("restore-sqlite", [In("backup"), server.DataDirectory]);
        code.ShouldNotBe(0);
        output.ShouldContain("is not empty");

        (await BackupScript.TryAsync("backup-sqlite", [server.DataDirectory, In("backup")])).Output.ShouldContain("exists already");

        await using (var database = File.OpenWrite(Path.Combine(In("backup"), "fencygrid.db")))
        {
            database.Position = 4096;
            await database.WriteAsync(new byte[4096]);
        }

        (code, output) = await BackupScript.TryAsync("restore-sqlite", [In("backup"), In("restored")]);
        code.ShouldNotBe(0);
        output.ShouldContain("holds no whole database");
        Directory.Exists(In("restored")).ShouldBeFalse();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
