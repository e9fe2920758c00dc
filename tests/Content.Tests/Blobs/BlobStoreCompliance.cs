using System.Text;
using FencyGrid.Grains.Memories.Content;

namespace FencyGrid.Content.Tests.Blobs;

/// <summary>What every blob store does.</summary>
public abstract class BlobStoreCompliance
{
    protected abstract IBlobStore Store { get; }

    [Fact]
    public async Task What_was_put_is_got_until_it_is_deleted()
    {
        (await PutAsync("org_1", "a", "first")).ShouldBe(5);
        (await ReadAsync("org_1", "a")).ShouldBe("first");
        (await Store.ExistsAsync("org_1", "a", CancellationToken.None)).ShouldBeTrue();

        await PutAsync("org_1", "a", "second");
        (await ReadAsync("org_1", "a")).ShouldBe("second");

        await Store.DeleteAsync("org_1", "a", CancellationToken.None);
        (await ReadAsync("org_1", "a")).ShouldBeNull();
        (await Store.ExistsAsync("org_1", "a", CancellationToken.None)).ShouldBeFalse();
        await Store.DeleteAsync("org_1", "a", CancellationToken.None);
    }

    [Fact]
    public async Task Organizations_and_keys_are_told_apart_however_they_are_spelt()
    {
        (string Organization, string Key)[] names =
        [
            ("org_1", "a"), ("org_2", "a"), ("org_1", "A"), ("org_1", "a/b"), ("org_1/a", "b"), ("org_1", "../org_2/a"),
            ("org_1", ".."), ("org_1", "/etc/passwd"), ("org_1", "ü €\\:*?"), ("org_1", new string('k', 200)), ("org_1", "%2e%2e"),
        ];
        for (var index = 0; index < names.Length; index++)
        {
            await PutAsync(names[index].Organization, names[index].Key, $"content {index}");
        }

        for (var index = 0; index < names.Length; index++)
        {
            (await ReadAsync(names[index].Organization, names[index].Key)).ShouldBe($"content {index}");
        }
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_what_was_there()
    {
        await PutAsync("org_1", "kept", "before");

        await Should.ThrowAsync<InvalidOperationException>(() => Store.PutAsync("org_1", "kept", new BrokenStream(), CancellationToken.None));

        (await ReadAsync("org_1", "kept")).ShouldBe("before");
    }

    [Fact]
    public async Task Nothing_and_much_are_stored_alike()
    {
        var much = new byte[3_000_001];
        new Random(1).NextBytes(much);
        await PutAsync("org_1", "empty", "");
        await Store.PutAsync("org_1", "much", new MemoryStream(much), CancellationToken.None);

        (await ReadAsync("org_1", "empty")).ShouldBe("");
        await using var stored = await Store.GetAsync("org_1", "much", CancellationToken.None);
        using var copy = new MemoryStream();
        await stored!.CopyToAsync(copy);
        copy.ToArray().AsSpan().SequenceEqual(much).ShouldBeTrue();
    }

    protected Task<long> PutAsync(string organization, string key, string text) =>
        Store.PutAsync(organization, key, new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None);

    protected async Task<string?> ReadAsync(string organization, string key)
    {
        await using var stored = await Store.GetAsync(organization, key, CancellationToken.None);
        return stored is null ? null : await new StreamReader(stored).ReadToEndAsync();
    }

    private sealed class BrokenStream() : MemoryStream(new byte[10])
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new InvalidOperationException("broken off");
    }
}
