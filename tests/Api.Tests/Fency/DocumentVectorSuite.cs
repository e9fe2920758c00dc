using System.Net;
using FencyGrid.Api.Tests.Models;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Search;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine.Scheduling;
using FencyGrid.Grains.Search;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Fency;

/// <summary>Documents whose ranking an embeddings endpoint joins, over HTTP. Each store says how a server is started on it.</summary>
public abstract class DocumentVectorSuite : IAsyncLifetime
{
    // A memory type's first.
    private const int Shard = 0;

    // The first start's.
    private const string Organization = Ids.Organization + "00000000000000000000000000000000";

    private readonly string _directory = Directory.CreateTempSubdirectory("fencygrid-vectors-").FullName;
    private IReadOnlyDictionary<string, string?> _settings = new Dictionary<string, string?>();
    private EmbeddingStub _stub = null!;
    private TestServer _server = null!;
    private string _typeId = null!;

    private HttpClient Client => _server.Client;

    public async Task InitializeAsync()
    {
        _settings = await SettingsAsync();
        _stub = await EmbeddingStub.StartAsync();
        _server = await _stub.StartServerAsync(settings: _settings, dataDirectory: _directory);
        _typeId = await Client.CreateTypeAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _stub.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>What puts a server on an empty store of its own.</summary>
    protected abstract Task<IReadOnlyDictionary<string, string?>> SettingsAsync();

    [Fact]
    public async Task A_document_is_found_by_its_words_at_once_and_by_its_meaning_once_it_is_embedded()
    {
        var bassoon = await Client.CreateMemoryAsync(_typeId, text: "Ann plays the bassoon.");
        var ferry = await Client.CreateMemoryAsync(_typeId, title: "The ferry", text: "It leaves at nine.");

        (await FoundAsync("bassoon"))[0].ShouldBe(bassoon);

        await ShouldBeEmbeddedAsync(2);
        (await FoundAsync("woodwind"))[0].ShouldBe(bassoon);
        (await FoundAsync("ship"))[0].ShouldBe(ferry, "its title says what it is about");
        _stub.LastAuthorization.ShouldBe("Bearer stub-key");
        var chat = await Client.SendJsonAsync(
            HttpMethod.Post, "/v1/agent-tasks", $$$"""{"taskType":"MEMORY_CHAT","messages":[{"role":"USER","content":"woodwind"}],"guardRails":{"memoryTypes":[{"memoryTypeId":"{{{_typeId}}}"}]}}""");
        (await Client.GetFinishedAsync(chat.Id)).Text.ShouldContain("bassoon");
    }

    [Fact]
    public async Task Many_documents_are_embedded_in_few_calls()
    {
        _stub.Instead = OpenAiStub.Status(503);
        for (var i = 0; i < 150; i++)
        {
            await Client.CreateMemoryAsync(_typeId, text: $"Note {i}.");
        }

        await FoundAsync("note");
        _stub.Instead = null;
        await RestartAsync();
        await FoundAsync("note");
        await ShouldBeEmbeddedAsync(150);

        var batches = _stub.Calls.Where(call => call.Texts.Count > 1).ToList();
        batches.ShouldAllBe(call => call.Texts.Count <= 64);
        batches.Count(call => call.Texts.Count == 64).ShouldBeGreaterThanOrEqualTo(2);
        _stub.MostAtOnce.ShouldBeInRange(1, 4);
    }

    [Fact]
    public async Task Guard_rails_hold_for_what_is_found_by_its_meaning()
    {
        var open = await Client.CreateMemoryAsync(_typeId, text: "Ann plays the bassoon.");
        var other = await Client.CreateMemoryAsync(_typeId, text: "Ben plays the bassoon.");
        await Client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{other}", """{"metadata":{"secret":true}}""");
        using var stranger = await _server.CreateStrangerAsync();
        var strangersType = await stranger.CreateTypeAsync();
        var theirs = await stranger.CreateMemoryAsync(strangersType, text: "Eve plays the bassoon.");
        await ShouldBeEmbeddedAsync(2);

        (await FoundAsync("woodwind")).ShouldBe([open, other], ignoreOrder: true);
        (await FoundAsync("woodwind", """, "match":{"secret":true}""")).ShouldBe([other]);
        (await FoundAsync("woodwind", $$""", "memoryIds":["{{open}}"]""")).ShouldBe([open]);
        var answer = await stranger.SendJsonAsync(HttpMethod.Post, "/v1/agent-tasks", """{"taskType":"MEMORY_SEARCH","query":"woodwind"}""");
        FoundIds(answer).ShouldBeSubsetOf([theirs]);
    }

    [Fact]
    public async Task Vectors_outlive_a_restart_and_are_not_made_again()
    {
        var bassoon = await Client.CreateMemoryAsync(_typeId, text: "Ann plays the bassoon.");
        await Client.CreateMemoryAsync(_typeId, text: "Ann walks her beagle.");
        await ShouldBeEmbeddedAsync(2);
        await RestartAsync();
        var before = _stub.Calls.Count;

        (await FoundAsync("woodwind"))[0].ShouldBe(bassoon);

        _stub.Calls.Skip(before).SelectMany(call => call.Texts).ShouldBe(["woodwind"]);
    }

    [Fact]
    public async Task An_updated_text_and_a_new_title_are_embedded_anew()
    {
        var id = await Client.CreateMemoryAsync(_typeId, text: "Ann plays the bassoon.");
        await Client.CreateMemoryAsync(_typeId, text: "Nothing of the kind.");
        await ShouldBeEmbeddedAsync(2);

        await Client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}", """{"text":"Ann walks her beagle."}""");
        await FoundAsync("hound");
        await ShouldBeEmbeddedAsync(2);
        (await FoundAsync("hound"))[0].ShouldBe(id);

        await Client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}", """{"title":"On the ferry"}""");
        await FoundAsync("ship");
        await ShouldBeEmbeddedAsync(2);
        (await FoundAsync("ship"))[0].ShouldBe(id);
        _stub.Calls.SelectMany(call => call.Texts).Count(text => text.Contains("Nothing")).ShouldBe(1);
    }

    [Fact]
    public async Task A_deleted_document_leaves_no_vector()
    {
        var id = await Client.CreateMemoryAsync(_typeId, text: "Ann plays the bassoon.");
        var other = await Client.CreateMemoryAsync(_typeId, text: "Ann walks her beagle.");
        await ShouldBeEmbeddedAsync(2);

        (await Client.SendBodyAsync(HttpMethod.Delete, $"/v1/memories/{id}", null)).Status.ShouldBe(HttpStatusCode.NoContent);

        (await FoundAsync("woodwind")).ShouldBe([other]);
        (await RowsAsync()).ShouldHaveSingleItem().OwnerId.ShouldBe(other);
        await RestartAsync();
        (await FoundAsync("woodwind")).ShouldBe([other]);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("refusing for now")]
    [InlineData("silent")]
    [InlineData("talking nonsense")]
    public async Task With_the_endpoint_away_documents_are_kept_and_found_by_words_and_embedded_later(string way)
    {
        if (way == "gone")
        {
            await RestartAsync(isThere: false);
        }

        _stub.Instead = way switch
        {
            "refusing for now" => OpenAiStub.Status(429, "3600"),
            "silent" => OpenAiStub.Silent(),
            _ => OpenAiStub.Raw("application/json", """{"data":[{"embedding":"nonsense"}]}"""),
        };
        var bassoon = await Client.CreateMemoryAsync(_typeId, text: "Ann plays the bassoon.");

        (await FoundAsync("bassoon"))[0].ShouldBe(bassoon);
        (await FoundAsync("woodwind")).ShouldBeEmpty();

        _stub.Instead = null;
        await RestartAsync();
        await FoundAsync("bassoon");
        await ShouldBeEmbeddedAsync(1);
        (await FoundAsync("woodwind")).ShouldBe([bassoon]);
    }

    [Fact]
    public async Task A_query_that_cannot_be_embedded_is_answered_by_words()
    {
        var bassoon = await Client.CreateMemoryAsync(_typeId, text: "Ann plays the bassoon.");
        await ShouldBeEmbeddedAsync(1);
        _stub.Instead = OpenAiStub.Status(500);

        (await FoundAsync("woodwind")).ShouldBeEmpty();
        (await FoundAsync("bassoon")).ShouldBe([bassoon]);
    }

    [Fact]
    public async Task Vectors_of_another_length_harm_nothing()
    {
        var bassoon = await Client.CreateMemoryAsync(_typeId, text: "Ann plays the bassoon.");
        await ShouldBeEmbeddedAsync(1);
        _stub.MoreDimensions = 3;
        var beagle = await Client.CreateMemoryAsync(_typeId, text: "Ann walks her beagle.");
        await ShouldBeEmbeddedAsync(2);

        (await FoundAsync("hound"))[0].ShouldBe(beagle);
        (await FoundAsync("bassoon"))[0].ShouldBe(bassoon);
        (await FoundAsync("woodwind")).ShouldNotContain(bassoon);
    }

    [Fact]
    public async Task A_text_that_the_endpoint_refuses_holds_up_no_other()
    {
        _stub.Refused = "unspeakable";
        _stub.Instead = OpenAiStub.Status(503);
        var refused = await Client.CreateMemoryAsync(_typeId, text: "An unspeakable ledger.");
        var bassoon = await Client.CreateMemoryAsync(_typeId, text: "Ann plays the bassoon.");
        _stub.Instead = null;
        await RestartAsync();
        await FoundAsync("bassoon");
        await ShouldBeEmbeddedAsync(2);

        (await FoundAsync("woodwind"))[0].ShouldBe(bassoon);
        (await FoundAsync("bookkeeping")).ShouldNotContain(refused);
        (await FoundAsync("unspeakable"))[0].ShouldBe(refused);
    }

    [Fact]
    public async Task Another_model_takes_over_once_all_its_vectors_are_there()
    {
        var bassoon = await Client.CreateMemoryAsync(_typeId, text: "Ann plays the bassoon.");
        await Client.CreateMemoryAsync(_typeId, text: "Ann walks her beagle.");
        await ShouldBeEmbeddedAsync(2);

        await RestartAsync(model: "more-things");
        (await FoundAsync("woodwind"))[0].ShouldBe(bassoon);

        await SoonAsync(rows => Task.FromResult(rows.Count == 2 && rows.All(row => row.Model == "more-things")));
        var before = _stub.Calls.Count;
        (await FoundAsync("woodwind"))[0].ShouldBe(bassoon);
        _stub.Calls.Skip(before).ShouldAllBe(call => call.Model == "more-things");
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_kept_or_asked_and_what_there_was_goes_with_its_document()
    {
        var id = await Client.CreateMemoryAsync(_typeId, text: "Ann plays the bassoon.");
        await ShouldBeEmbeddedAsync(1);
        await _server.DisposeAsync();
        _server = await TestServer.StartAsync(_settings, dataDirectory: _directory);
        var calls = _stub.Calls.Count;

        await Client.CreateMemoryAsync(_typeId, text: "Ann walks her beagle.");
        (await FoundAsync("woodwind")).ShouldBeEmpty();
        (await RowsAsync()).ShouldHaveSingleItem().OwnerId.ShouldBe(id);
        (await _server.Services.GetRequiredService<IScheduledWorkQueries>().ListDueAsync(DateTimeOffset.MaxValue, [ShardEmbeddingWorker.WorkKind], 10, default)).ShouldBeEmpty();
        await Client.SendBodyAsync(HttpMethod.Delete, $"/v1/memories/{id}", null);

        (await RowsAsync()).ShouldBeEmpty();
        _stub.Calls.Count.ShouldBe(calls);
    }

    /// <summary>Returns once so many chunks have their vector.</summary>
    private async Task ShouldBeEmbeddedAsync(int chunks)
    {
        // A vector is in its row an instant before it is beside the index, which tells what it lacks.
        var shard = _server.Services.GetRequiredService<IGrid>().Get<ISearchShardGrain>(SearchShardGrain.KeyOf(Organization, _typeId, Shard));
        await SoonAsync(async rows => rows.Count == chunks && (await shard.ListUnembeddedAsync(rows[0].Model, 1, default)).Count == 0);
    }

    private async Task<List<VectorRow>> RowsAsync() => await _server.Services.GetRequiredService<IVectorQueries>()
        .LoadShardAsync(Organization, _typeId, Shard, default).ToListAsync();

    private async Task SoonAsync(Func<List<VectorRow>, Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition(await RowsAsync()))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    private async Task RestartAsync(string model = "things", bool isThere = true)
    {
        await _server.DisposeAsync();
        _server = await _stub.StartServerAsync(model, _settings, _directory, isThere);
    }

    private async Task<List<string>> FoundAsync(string query, string access = "")
    {
        var answer = await Client.SendJsonAsync(
            HttpMethod.Post, "/v1/agent-tasks",
            $$$"""{"taskType":"MEMORY_SEARCH","query":"{{{query}}}","guardRails":{"memoryTypes":[{"memoryTypeId":"{{{_typeId}}}"{{{access}}}}]}}""");
        return FoundIds(await Client.GetFinishedAsync(answer.Id));
    }

    private static List<string> FoundIds(Answer answer) =>
        [.. answer.Json.GetProperty("successResponse").GetProperty("items").EnumerateArray().Select(item => item.GetProperty("memoryId").GetString()!)];
}
