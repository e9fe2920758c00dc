using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories;

namespace FencyGrid.Compliance.Store;

public abstract class ValuesSuite : StoreSuite
{
    [Theory]
    [InlineData("")]
    [InlineData("Grüße, 日本語, 𝒳 and 👩‍👩‍👧, \u202Eright to left\u202C")]
    [InlineData("combining e\u0301 is not é, \uFFFF \uFEFF stay")]
    [InlineData("quotes ' \" ; -- DROP TABLE memories; %s {0} \\ \r\n\t")]
    public async Task Text_is_read_back_character_by_character(string text)
    {
        var memory = Sample.Memory(Org) with { Title = text };

        await CommitAsync(new StoreTransaction().Insert(memory).Insert(Sample.Content(memory, text)));

        (await Stores.Memories.FindAsync(Org, memory.Id, CancellationToken.None))!.Title.ShouldBe(text);
        (await Stores.Memories.FindContentAsync(Org, memory.Id, CancellationToken.None))!.Text.ShouldBe(text);
    }

    // By number: an attribute cannot hold half a surrogate pair.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Text_that_not_every_database_can_hold_is_refused_rather_than_changed(int number)
    {
        string[] texts = ["a\0b", "half \uD83D of a pair", "the other \uDE00 half", "at the end \uD83D"];
        var text = texts[number];
        var memory = Sample.Memory(Org);

        await Should.ThrowAsync<InvalidRequestException>(() => CommitAsync(new StoreTransaction().Insert(memory).Insert(Sample.Content(memory, text))));

        (await Stores.Memories.FindAsync(Org, memory.Id, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_text_of_twenty_megabytes_is_read_back_whole()
    {
        var memory = Sample.Memory(Org);
        var text = string.Create(20 * 1024 * 1024, 0, (span, _) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = (char)(i % 1000 == 0 ? 'é' : 'a' + (i % 26));
            }
        });

        await CommitAsync(new StoreTransaction().Insert(memory).Insert(Sample.Content(memory, text)));

        var read = await Stores.Memories.FindContentAsync(Org, memory.Id, CancellationToken.None);
        string.Equals(read!.Text, text, StringComparison.Ordinal).ShouldBeTrue();
    }

    [Fact]
    public async Task Bytes_are_read_back_unchanged()
    {
        var memory = Sample.Memory(Org);
        var bytes = Enumerable.Range(0, 70000).Select(i => (byte)(i * 31)).ToArray();
        var chunks = new[] { Sample.Chunk(memory, 1) with { IndexEntry = bytes }, Sample.Chunk(memory, 2) with { IndexEntry = [] } };

        await CommitAsync(new StoreTransaction().Insert(Sample.Synchronized(memory, 2)).Add(new ReplaceChunks(Org, memory.Id, chunks)));

        var read = await Stores.Memories.LoadIndexedAsync(Org, memory.Id, CancellationToken.None);
        read!.Entries.Count.ShouldBe(2);
        read.Entries[0].ShouldBe(bytes);
        read.Entries[1].ShouldBeEmpty();
    }

    [Fact]
    public async Task Times_are_kept_to_the_microsecond()
    {
        var memory = Sample.Memory(Org) with { CreatedAt = Sample.Now.AddTicks(9), UpdatedAt = DateTimeOffset.UnixEpoch.AddTicks(-1) };

        await CommitAsync(new StoreTransaction().Insert(memory));

        var read = await Stores.Memories.FindAsync(Org, memory.Id, CancellationToken.None);
        read!.CreatedAt.ShouldBe(Sample.Now);
        read.UpdatedAt.ShouldBe(DateTimeOffset.UnixEpoch.AddMicroseconds(-1));
    }
}
