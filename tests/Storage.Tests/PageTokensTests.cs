using FencyGrid.Contracts;
using FencyGrid.Storage.Paging;

namespace FencyGrid.Storage.Tests;

public sealed class PageTokensTests
{
    private static readonly PageScope Scope = new("org_a", "memories", true, "type", null);

    private readonly PageTokens _tokens = new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    [Fact]
    public void A_token_gives_back_any_keyset()
    {
        var cursor = new PageCursor(PageDirection.Previous, [long.MaxValue, "mem_日本 \"/", long.MinValue, 0.5, ""]);

        var read = _tokens.Read(Scope, new PageRequest(1, PreviousPageToken: _tokens.Issue(Scope, cursor)));

        read!.Direction.ShouldBe(PageDirection.Previous);
        read.Keyset.ShouldBe(cursor.Keyset);
    }

    [Fact]
    public void Without_a_token_there_is_no_cursor() => _tokens.Read(Scope, new PageRequest(1)).ShouldBeNull();

    [Fact]
    public void A_token_is_bound_to_every_part_of_its_list()
    {
        var token = _tokens.Issue(Scope, new PageCursor(PageDirection.Next, [1L, "mem_1"]));

        PageScope[] others =
        [
            new("org_b", "memories", true, "type", null),
            new("org_a", "events", true, "type", null),
            new("org_a", "memories", false, "type", null),
            new("org_a", "memories", true, "other", null),
            new("org_a", "memories", true, "type", ""),
            new("org_a", "memories", true, "type"),
            new("org_a", "memories", true, null, "type"),
        ];
        foreach (var other in others)
        {
            Should.Throw<InvalidRequestException>(() => _tokens.Read(other, new PageRequest(1, NextPageToken: token)), other.ToString());
        }
    }

    [Fact]
    public void Another_servers_token_is_refused()
    {
        var theirs = new PageTokens(new byte[32]).Issue(Scope, new PageCursor(PageDirection.Next, [1L, "mem_1"]));

        Should.Throw<InvalidRequestException>(() => _tokens.Read(Scope, new PageRequest(1, NextPageToken: theirs)));
    }
}
