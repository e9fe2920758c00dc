using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Trees.Rows;

namespace FencyGrid.Embedded.Tests.Trees;

public sealed class TreeVectorTests : IAsyncLifetime
{
    private static readonly TreeScope Ann = new("helper", TreeAddress.DefaultInstance, "ann");

    private readonly TreeHost _host = new();
    private readonly MeaningfulEmbeddings _first = new("first");

    public async Task InitializeAsync()
    {
        _host.Embeddings = _first.Open();
        await _host.RestartAsync();
        await AddAsync("Ann plays the bassoon.", "Ann walks her beagle.");
    }

    public Task DisposeAsync() => _host.CloseAsync();

    [Fact]
    public async Task What_no_word_finds_a_models_likeness_does()
    {
        (await FindAsync("woodwind")).ShouldBeEmpty();

        await EmbedAsync();

        (await FindAsync("woodwind"))[0].ShouldBe("Ann plays the bassoon.");
        (await FindAsync("woodwind", TreeSearchMode.Semantic))[0].ShouldBe("Ann plays the bassoon.");
        (await FindAsync("woodwind", TreeSearchMode.Bm25)).ShouldBeEmpty();
        (await _host.Trees.SearchAsync(TreeHost.Organization, Ann, new TreeSearchRequest { Query = "woodwind", Filter = """{"conv_id":"other"}""" }, default)).Hits.ShouldBeEmpty();
    }

    [Fact]
    public async Task Vectors_outlive_a_restart_and_are_not_made_twice()
    {
        await EmbedAsync();
        await _host.RestartAsync();
        _first.Calls.Clear();

        (await FindAsync("woodwind"))[0].ShouldBe("Ann plays the bassoon.");
        await EmbedAsync();

        _first.Calls.ShouldBe([("first", "woodwind")]);
    }

    [Fact]
    public async Task Vectors_go_with_their_memory_and_with_the_tree()
    {
        await EmbedAsync();
        var id = (await _host.Tree().SearchAsync(new TreeSearchRequest { Query = "bassoon" }, default)).Hits[0].Item.Id;

        await _host.Tree().DeleteAsync(id, default);

        (await RowsAsync()).ShouldHaveSingleItem().ItemId.ShouldNotBe(id);
        (await FindAsync("woodwind")).ShouldNotContain("Ann plays the bassoon.");
        await _host.Tree().ResetAsync(default);
        (await RowsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Vectors_go_with_their_memory_also_where_no_model_is_configured_any_more()
    {
        await EmbedAsync();
        _host.Embeddings = null;
        await _host.RestartAsync();

        var id = (await _host.Tree().SearchAsync(new TreeSearchRequest { Query = "bassoon" }, default)).Hits[0].Item.Id;
        await _host.Tree().DeleteAsync(id, default);

        (await RowsAsync()).ShouldHaveSingleItem().ItemId.ShouldNotBe(id);
    }

    [Fact]
    public async Task While_the_endpoint_is_away_writes_and_searches_go_on_by_words()
    {
        await EmbedAsync();
        _first.IsAway = true;

        await AddAsync("Ann missed the ferry.");
        await EmbedAsync();

        (await FindAsync("ferry"))[0].ShouldBe("Ann missed the ferry.");
        (await FindAsync("ship")).ShouldNotContain("Ann missed the ferry.");
        _first.IsAway = false;
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        await EmbedAsync();
        (await FindAsync("ship"))[0].ShouldBe("Ann missed the ferry.");
    }

    [Fact]
    public async Task Another_model_takes_over_once_all_its_vectors_are_there()
    {
        await EmbedAsync();
        var second = new MeaningfulEmbeddings("second");
        _host.Embeddings = second.Open();
        await _host.RestartAsync();

        (await FindAsync("woodwind"))[0].ShouldBe("Ann plays the bassoon.");
        second.Calls.ShouldBe([("first", "woodwind")]);
        await EmbedAsync();
        second.Calls.Clear();

        (await FindAsync("woodwind"))[0].ShouldBe("Ann plays the bassoon.");
        second.Calls.ShouldBe([("second", "woodwind")]);
        (await RowsAsync()).Select(row => row.Model).ShouldBe(["second", "second"]);
    }

    private Task<IReadOnlyList<FactOutcome>> AddAsync(params string[] texts) => _host.Tree().AddFactsAsync([.. texts.Select(text => new NewFact { Text = text })], default);

    private async Task EmbedAsync()
    {
        while (await _host.Runner.RunDueAsync(default) > 0)
        {
        }
    }

    private async Task<IReadOnlyList<string>> FindAsync(string query, TreeSearchMode mode = TreeSearchMode.Auto) =>
        [.. (await _host.Trees.SearchAsync(TreeHost.Organization, Ann with { IncludeAgentGlobal = false }, new TreeSearchRequest { Query = query, Mode = mode, Threshold = 0.1 }, default))
            .Hits.Select(hit => hit.Item.Body)];

    private async Task<IReadOnlyList<VectorRow>> RowsAsync()
    {
        var rows = new List<VectorRow>();
        await foreach (var row in _host.Vectors.LoadAsync(TreeHost.Organization, TreeId.Of(TreeAddress.OfUser("helper", null, "ann")), default))
        {
            rows.Add(row);
        }

        return rows;
    }
}
