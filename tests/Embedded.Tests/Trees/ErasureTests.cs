using System.Text;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Embedded.Tests.Trees;

public sealed class ErasureTests : IAsyncLifetime
{
    private readonly TreeHost _host = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _host.CloseAsync();

    [Fact]
    public async Task A_deleted_fact_leaves_no_trace_of_its_words_in_items_index_summaries_or_the_database()
    {
        var tree = _host.Tree();
        await tree.AddFactsAsync([new NewFact { Text = "The user plays the cello in an orchestra." }], default);
        var fact = (await tree.AddFactsAsync([new NewFact { Text = "The user fears zeppelins over Quibbleton." }], default))[0].Fact!;
        await tree.ConsolidateAsync(ConsolidationPeriod.Weekly, default);
        (await tree.GetSummariesAsync(null, 10, default)).Count.ShouldBe(2);

        await tree.DeleteAsync(fact.Id, default);

        await Should.ThrowAsync<NotFoundException>(tree.GetAsync(fact.Id, default));
        (await tree.SearchAsync(new TreeSearchRequest { Query = "zeppelins Quibbleton", IncludeVerbatim = true }, default)).Hits.ShouldBeEmpty();
        var summaries = await tree.GetSummariesAsync(null, 10, default);
        summaries.Count.ShouldBe(2);
        summaries.ShouldAllBe(summary => summary.Summary.Contains("cello") && !summary.Summary.Contains("zeppelin"));
        (await ReadFilesAsync()).ShouldNotContain("zeppelin");
    }

    [Fact]
    public async Task Deleting_the_only_fact_of_a_day_removes_its_summaries()
    {
        var tree = _host.Tree();
        var fact = (await tree.AddFactsAsync([new NewFact { Text = "The user fears zeppelins." }], default))[0].Fact!;
        await tree.ConsolidateAsync(ConsolidationPeriod.Weekly, default);

        await tree.DeleteAsync(fact.Id, default);

        (await tree.GetSummariesAsync(null, 10, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deleted_extraction_takes_the_words_it_was_read_from_along_and_does_not_come_back()
    {
        var tree = _host.Tree();
        NewConversation talk = new([new NewMessage("user", "I live in Quibbleton. I also play the cello every Sunday.", DiaId: "d1")], "c1", Import: true);
        var stored = await tree.AddConversationAsync(talk, default);
        var fact = stored.Facts.Single(fact => fact.Text.Contains("Quibbleton"));

        await tree.DeleteAsync(fact.Id, default);

        (await ReadFilesAsync()).ShouldNotContain("Quibbleton");
        (await tree.SearchAsync(new TreeSearchRequest { Query = "cello", IncludeVerbatim = true }, default)).Hits.ShouldNotBeEmpty();
        var again = await tree.AddConversationAsync(talk with { ConversationId = "c2" }, default);
        again.Facts.ShouldNotContain(other => other.Text.Contains("Quibbleton"));
        again.Dropped["deleted_before"].ShouldBe(1);

        // Asked for by name it does come back.
        (await tree.AddFactsAsync([new NewFact { Text = fact.Text }], default))[0].Kind.ShouldBe(FactOutcomeKind.Created);
    }

    [Fact]
    public async Task History_goes_on_past_a_deleted_version_and_nothing_older_comes_back()
    {
        var tree = _host.Tree();
        var ids = new List<string>();
        foreach (var city in (string[])["Bergen", "Oslo", "Turku"])
        {
            ids.Add((await tree.AddFactsAsync([new NewFact { Text = $"The user lives in {city}." }], default))[0].Fact!.Id);
        }

        await tree.DeleteAsync(ids[1], default);
        (await tree.GetHistoryAsync(ids[2], default)).PreviousVersions.Select(fact => fact.Id).ShouldBe([ids[0]]);

        await tree.DeleteAsync(ids[2], default);
        (await tree.ListAsync(new ItemQuery(), default)).TotalCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_reset_counts_exactly_and_leaves_nothing_in_rows_index_or_files()
    {
        var tree = _host.Tree();
        await tree.AddFactsAsync([new NewFact { Text = "The user lives in Quibbleton." }, new NewFact { Text = "The user lives in Zanthorpe." }], default);
        await tree.AddConversationAsync(new([new NewMessage("user", "I bought a harpsichord yesterday.")], "c1", Flush: FlushPolicy.Now), default);
        await tree.ConsolidateAsync(ConsolidationPeriod.Weekly, default);
        var facts = (int)(await tree.ListAsync(new ItemQuery { States = [ItemState.Active, ItemState.Superseded] }, default)).TotalCount;
        var nodes = (await tree.GetNodesAsync(new NodeQuery(Limit: 200), default)).Nodes.Count;

        var result = await _host.Trees.ResetAsync(TreeHost.Organization, new TreeScope("helper", UserId: "ann"), default);

        result.FactsDeleted.ShouldBe(facts);
        result.NodesDeleted.ShouldBe(nodes);
        result.FailedFactIds.ShouldBeEmpty();
        (await tree.SearchAsync(new TreeSearchRequest { Query = "Quibbleton harpsichord", IncludeVerbatim = true }, default)).Hits.ShouldBeEmpty();
        var files = await ReadFilesAsync();
        files.ShouldNotContain("Quibbleton");
        files.ShouldNotContain("harpsichord");
        await _host.RestartAsync();
        (await _host.Tree().ListAsync(new ItemQuery(), default)).TotalCount.ShouldBe(0);
        (await _host.Tree().AddFactsAsync([new NewFact { Text = "The user lives in Quibbleton." }], default))[0].Kind.ShouldBe(FactOutcomeKind.Created);
    }

    [Fact]
    public async Task The_record_of_a_run_holds_no_words()
    {
        var tree = _host.Tree();
        await tree.AddFactsAsync([new NewFact { Text = "The user fears zeppelins." }], default);
        await tree.ConsolidateAsync(ConsolidationPeriod.Daily, default);

        var rows = new List<string>();
        await foreach (var row in _host.Queries.LoadItemsAsync(TreeHost.Organization, Grains.Trees.Rows.TreeId.Of(TreeAddress.OfUser("helper", "", "ann")), default))
        {
            if (row.Kind == Grains.Trees.Rows.TreeItemRowKind.Run)
            {
                rows.Add(row.Body);
            }
        }

        rows.Count.ShouldBe(1);
        rows[0].ShouldNotContain("zeppelin");
    }

    private async Task<string> ReadFilesAsync()
    {
        (await _host.Maintenance.CheckpointAsync(default)).ShouldBeTrue();
        var text = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(_host.Folder))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync());
        }

        return text.ToString();
    }
}
