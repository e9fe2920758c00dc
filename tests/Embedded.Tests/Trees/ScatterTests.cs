using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees;

namespace FencyGrid.Embedded.Tests.Trees;

public sealed class ScatterTests : IAsyncLifetime
{
    private const string Org = TreeHost.Organization;

    private readonly TreeHost _host = new(new TreeOptions { ScatterWidth = 3 });

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _host.CloseAsync();

    [Fact]
    public async Task A_search_without_a_user_asks_every_tree_of_the_agent_and_no_others()
    {
        await FillAsync(12);
        await _host.Tree("stranger", agent: "another").AddFactsAsync([new NewFact { Text = "Someone else's lighthouse." }], default);

        var found = await _host.Trees.SearchAsync(Org, new TreeScope("helper"), new TreeSearchRequest { Query = "lighthouse", Limit = 100 }, default);

        found.Hits.Count.ShouldBe(12);
        found.Hits.Select(hit => hit.Item.Tree.UserId).Distinct().Count().ShouldBe(12);
        found.Hits.ShouldAllBe(hit => hit.Score > 0 && hit.Score <= 1);
    }

    [Fact]
    public async Task Pages_over_several_trees_hold_every_item_once_in_order()
    {
        await FillAsync(7);
        var seen = new List<TreeItem>();
        string? token = null;
        do
        {
            var page = await _host.Trees.ListAsync(Org, new TreeScope("helper"), new ItemQuery { Limit = 3, PageToken = token }, default);
            page.TotalCount.ShouldBe(7);
            seen.AddRange(page.Items);
            token = page.NextPageToken;
        }
        while (token is not null);

        seen.Select(item => item.Id).Distinct().Count().ShouldBe(7);
        seen.Select(item => item.CreatedAt).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public async Task A_page_token_is_refused_by_another_organization_and_another_list()
    {
        await FillAsync(3);
        var token = (await _host.Trees.ListAsync(Org, new TreeScope("helper"), new ItemQuery { Limit = 1 }, default)).NextPageToken;

        token.ShouldNotBeNull();
        await Should.ThrowAsync<InvalidRequestException>(_host.Trees.ListAsync("org_other", new TreeScope("helper"), new ItemQuery { Limit = 1, PageToken = token }, default));
        await Should.ThrowAsync<InvalidRequestException>(_host.Trees.ListAsync(Org, new TreeScope("helper"), new ItemQuery { Limit = 1, PageToken = token, FactType = "user_fact" }, default));
        await Should.ThrowAsync<InvalidRequestException>(_host.Trees.ListAsync(Org, new TreeScope("helper"), new ItemQuery { Limit = 1, PageToken = "stale" }, default));
    }

    [Fact]
    public async Task An_offset_passes_over_items_of_all_trees()
    {
        await FillAsync(5);
        var all = (await _host.Trees.ListAsync(Org, new TreeScope("helper"), new ItemQuery(), default)).Items;

        var rest = (await _host.Trees.ListAsync(Org, new TreeScope("helper"), new ItemQuery { Offset = 2, Limit = 2 }, default)).Items;

        rest.Select(item => item.Id).ShouldBe(all.Skip(2).Take(2).Select(item => item.Id));
    }

    [Fact]
    public async Task A_bulk_over_users_goes_to_each_and_answers_in_input_order()
    {
        var outcomes = await _host.Trees.AddFactsAsync(
            Org,
            [.. Enumerable.Range(0, 9).Select(i => new AddressedFact(TreeAddress.OfUser("helper", null, $"user/{i % 3} é"), new NewFact { Text = $"Lighthouse number {i} is lit." }))],
            default);

        outcomes.Select(outcome => outcome.Fact!.Text).ShouldBe(Enumerable.Range(0, 9).Select(i => $"Lighthouse number {i} is lit."));
        outcomes.Select(outcome => outcome.Fact!.Tree.UserId).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_users_scope_spans_instances_unless_one_is_named()
    {
        await _host.Tree("ann", instance: "one").AddFactsAsync([new NewFact { Text = "The red lighthouse." }], default);
        await _host.Tree("ann", instance: "two").AddFactsAsync([new NewFact { Text = "The green lighthouse." }], default);

        (await _host.Trees.ListAsync(Org, new TreeScope("helper", UserId: "ann"), new ItemQuery(), default)).TotalCount.ShouldBe(2);
        (await _host.Trees.ListAsync(Org, new TreeScope("helper", "two", "ann"), new ItemQuery(), default)).Items.Single().Body.ShouldBe("The green lighthouse.");
    }

    [Fact]
    public async Task Backfilling_goes_through_all_facts_in_steps_and_counts_truly()
    {
        await _host.Tree("ann").AddFactsAsync([new NewFact { Text = "Clara lives in Turku.", Entities = [] }, new NewFact { Text = "tea is hot", Entities = [] }], default);
        await _host.Tree("ben").AddFactsAsync([new NewFact { Text = "Theo lives in Oslo.", Entities = ["Theo"] }], default);

        var first = await _host.Trees.BackfillEntitiesAsync(Org, new TreeScope("helper", IncludeAgentGlobal: false), new BackfillRequest(2), default);
        var second = await _host.Trees.BackfillEntitiesAsync(Org, new TreeScope("helper", IncludeAgentGlobal: false), new BackfillRequest(2, first.NextOffset), default);

        (first.Examined, first.HasMore, first.NextOffset).ShouldBe((2, true, 2));
        (second.Examined, second.HasMore, second.NextOffset).ShouldBe((1, false, 3));
        (first.Processed + second.Processed + first.Skipped + second.Skipped).ShouldBe(3);
    }

    private async Task FillAsync(int users)
    {
        for (var i = 0; i < users; i++)
        {
            _host.Time.Advance(TimeSpan.FromSeconds(1));
            await _host.Tree($"user {i}").AddFactsAsync([new NewFact { Text = $"A lighthouse stands in harbour {i}." }], default);
        }
    }
}
