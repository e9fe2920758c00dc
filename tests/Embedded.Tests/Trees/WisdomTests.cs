using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Embedded.Tests.Trees;

public sealed class WisdomTests : IAsyncLifetime
{
    private readonly TreeHost _host = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _host.CloseAsync();

    [Fact]
    public async Task What_three_users_share_becomes_wisdom_without_saying_who()
    {
        await ShareAsync("ann", "ben");
        (await WisdomAsync()).ShouldBeEmpty();
        await ShareAsync("cleo");

        var fact = (await WisdomAsync()).Single();

        fact.Text.ShouldContain("prefers short answers");
        fact.Origin.ShouldBe(FactOrigin.Wisdom);
        var audit = await _host.Trees.GetWisdomAuditAsync(TreeHost.Organization, "helper", fact.Id, default);
        audit.SourceUsers.ShouldBe(3);
        audit.SourceHashes.Count.ShouldBe(3);
        audit.SourceHashes.ShouldAllBe(hash => !hash.Contains("ann") && hash.Length == 32);
        audit.TargetPath.ShouldStartWith("/");
        audit.PromotedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task One_user_in_three_instances_counts_once()
    {
        foreach (var instance in (string[])["one", "two", "three"])
        {
            await _host.Tree("ann", instance: instance).AddFactsAsync([new NewFact { Text = "The user prefers short answers in the morning." }], default);
        }

        (await WisdomAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("The user works for Theo at Quibbleton Ltd.")]
    [InlineData("The user can be reached at someone@example.org.")]
    [InlineData("The user's locker has the number 48213.")]
    [InlineData("The user met Clara at the market.")]
    public async Task What_names_someone_is_never_promoted(string text)
    {
        foreach (var user in (string[])["ann", "ben", "cleo", "dan"])
        {
            await _host.Tree(user).AddFactsAsync([new NewFact { Text = text }], default);
        }

        (await WisdomAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleting_a_users_fact_withdraws_the_share_and_what_falls_below_the_threshold()
    {
        await ShareAsync("ann", "ben", "cleo", "dan");
        (await WisdomAsync()).Count.ShouldBe(1);

        await DeleteAllAsync("ann");
        (await WisdomAsync()).Single().MentionCount.ShouldBe(3);
        await DeleteAllAsync("ben");
        (await WisdomAsync()).ShouldBeEmpty();

        await ShareAsync("emil");
        (await WisdomAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Resetting_a_user_withdraws_the_share_too()
    {
        await ShareAsync("ann", "ben", "cleo");

        await _host.Trees.ResetAsync(TreeHost.Organization, new TreeScope("helper", UserId: "ann"), default);

        (await WisdomAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Wisdom_that_was_deleted_does_not_come_back()
    {
        await ShareAsync("ann", "ben", "cleo");
        await _host.Trees.DeleteWisdomAsync(TreeHost.Organization, "helper", (await WisdomAsync()).Single().Id, default);

        await ShareAsync("dan");
        await _host.Tree("dan").ConsolidateAsync(ConsolidationPeriod.Daily, default);

        (await WisdomAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_users_fact_is_no_wisdom()
    {
        await ShareAsync("ann");
        var fact = (await _host.Tree("ann").ListAsync(new ItemQuery(), default)).Items.Single();

        await Should.ThrowAsync<NotFoundException>(_host.Trees.GetWisdomAuditAsync(TreeHost.Organization, "helper", fact.Id, default));
        await Should.ThrowAsync<NotFoundException>(_host.Trees.DeleteWisdomAsync(TreeHost.Organization, "helper", fact.Id, default));
    }

    [Fact]
    public async Task A_review_that_a_crash_prevented_is_made_up_for()
    {
        await ShareAsync("ann", "ben", "cleo");
        await DeleteAllAsync("ann");
        _host.Time.Advance(TimeSpan.FromMinutes(2));

        (await _host.Runner.RunDueAsync(default)).ShouldBe(1);

        (await WisdomAsync()).ShouldBeEmpty();
    }

    private async Task ShareAsync(params string[] users)
    {
        foreach (var user in users)
        {
            await _host.Tree(user).AddFactsAsync([new NewFact { Text = "The user prefers short answers in the morning." }], default);
        }
    }

    private async Task DeleteAllAsync(string user)
    {
        foreach (var item in (await _host.Tree(user).ListAsync(new ItemQuery(), default)).Items)
        {
            await _host.Tree(user).DeleteAsync(item.Id, default);
        }
    }

    private async Task<List<Fact>> WisdomAsync() => [.. (await _host.Wisdom().ListAsync(new ItemQuery(), default)).Items.Cast<Fact>()];
}
