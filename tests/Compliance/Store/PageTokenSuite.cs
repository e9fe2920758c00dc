using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Compliance.Store;

public abstract class PageTokenSuite : StoreSuite
{
    [Fact]
    public async Task A_token_is_valid_after_the_store_was_opened_anew()
    {
        var token = await NextTokenAsync();

        await Stores.ReopenAsync();

        (await ListAsync(Org, new PageRequest(2, NextPageToken: token))).Items.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_token_with_any_character_changed_is_refused()
    {
        var token = await NextTokenAsync();

        for (var i = 0; i < token.Length; i++)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            await RefusedAsync(Org, new PageRequest(2, NextPageToken: changed));
        }

        await RefusedAsync(Org, new PageRequest(2, NextPageToken: token[..^1]));
        await RefusedAsync(Org, new PageRequest(2, NextPageToken: token + "A"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a token!")]
    [InlineData("WzAsMSwibWVtXzEiXQ")]
    [InlineData("日本語")]
    public async Task What_is_no_token_is_refused(string token) => await RefusedAsync(Org, new PageRequest(2, NextPageToken: token));

    [Fact]
    public async Task A_token_of_endless_length_is_refused() => await RefusedAsync(Org, new PageRequest(2, NextPageToken: new string('A', 1_000_000)));

    [Fact]
    public async Task A_token_of_another_organization_is_refused() => await RefusedAsync(OtherOrg, new PageRequest(2, NextPageToken: await NextTokenAsync()));

    [Fact]
    public async Task A_token_of_another_list_is_refused()
    {
        var token = await NextTokenAsync();

        await Should.ThrowAsync<InvalidRequestException>(() => Stores.Events.ListAsync(Org, new PageRequest(2, NextPageToken: token), CancellationToken.None));
        await Should.ThrowAsync<InvalidRequestException>(() => Stores.MemoryTypes.ListAsync(Org, new PageRequest(2, NextPageToken: token), CancellationToken.None));
        await Should.ThrowAsync<InvalidRequestException>(() => Stores.AgentTasks.ListAsync(Org, new PageRequest(2, NextPageToken: token), CancellationToken.None));
    }

    [Fact]
    public async Task A_token_of_the_other_order_or_direction_is_refused()
    {
        var token = await NextTokenAsync();

        await RefusedAsync(Org, new PageRequest(2, Ascending: true, NextPageToken: token));
        await RefusedAsync(Org, new PageRequest(2, PreviousPageToken: token));
    }

    [Fact]
    public async Task Both_tokens_at_once_are_refused()
    {
        var token = await NextTokenAsync();
        var second = await ListAsync(Org, new PageRequest(2, NextPageToken: token));

        await RefusedAsync(Org, new PageRequest(2, NextPageToken: token, PreviousPageToken: second.PreviousPageToken));
    }

    private async Task<string> NextTokenAsync()
    {
        var transaction = new StoreTransaction();
        for (var i = 0; i < 5; i++)
        {
            transaction.Insert(Sample.Memory(Org));
        }

        await CommitAsync(transaction);
        return (await ListAsync(Org, new PageRequest(2))).NextPageToken.ShouldNotBeNull();
    }

    private Task<Page<Contracts.Memories.Memory>> ListAsync(string organization, PageRequest page) =>
        Stores.Memories.ListAsync(organization, page, long.MaxValue, CancellationToken.None);

    private async Task RefusedAsync(string organization, PageRequest page)
    {
        var refusal = await Should.ThrowAsync<InvalidRequestException>(() => ListAsync(organization, page));
        refusal.Message.ShouldContain("page token");
    }
}
