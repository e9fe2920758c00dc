using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FencyGrid.Api.Tests.Webhooks;
using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Events.Retention;
using FencyGrid.Grains.Idempotency;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Idempotency;

public sealed class IdempotencyTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("fencygrid-idempotency-").FullName;
    private readonly SwitchedStore _switch = new();
    private WebhookServer _server = null!;
    private string _typeId = null!;

    public async Task InitializeAsync()
    {
        await StartAsync();
        _typeId = await _server.Client.CreateTypeAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_repeat_gets_the_stored_answer_and_does_nothing()
    {
        var first = await PostAsync("/v1/memories", Memory("Some text."), "key-1");
        await _server.Client.GetSynchronizedAsync(first.Id);
        var again = await PostAsync("/v1/memories", Memory("Some text."), "key-1");

        first.Status.ShouldBe(HttpStatusCode.Created, first.Text);
        again.Status.ShouldBe(HttpStatusCode.Created);
        again.Text.ShouldBe(first.Text);
        again.Message.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        again.Message.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        await ShouldHaveMemoriesAsync(1);
    }

    [Fact]
    public async Task Another_body_under_the_key_is_a_conflict()
    {
        await PostAsync("/v1/memories", Memory("Some text."), "key-1");

        (await PostAsync("/v1/memories", Memory("Other text."), "key-1")).ShouldBeError(HttpStatusCode.Conflict, "conflict", "another body");
        await ShouldHaveMemoriesAsync(1);
    }

    [Fact]
    public async Task Keys_are_told_apart_by_route_and_by_organization()
    {
        var type = """{"name":"Notes"}""";
        var first = await PostAsync("/v1/memory-types", type, "key-1");
        (await PostAsync("/v1/memories", Memory("Some text."), "key-1")).Status.ShouldBe(HttpStatusCode.Created);
        using var stranger = await _server.CreateStrangerAsync();

        var foreign = await PostAsync("/v1/memory-types", type, "key-1", stranger);

        foreign.Status.ShouldBe(HttpStatusCode.Created);
        foreign.Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task Of_concurrent_requests_one_is_carried_out()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PostAsync("/v1/memories", Memory("Some text."), "key-1")));

        var created = answers.Where(answer => answer.Status == HttpStatusCode.Created).ToList();
        created.Select(answer => answer.Id).Distinct().ShouldHaveSingleItem();
        foreach (var refused in answers.Except(created))
        {
            refused.ShouldBeError(HttpStatusCode.Conflict, "conflict", "being carried out");
        }

        await ShouldHaveMemoriesAsync(1);
    }

    [Fact]
    public async Task A_failed_attempt_is_not_remembered()
    {
        _switch.Fails = true;
        (await PostAsync("/v1/memories", Memory("Some text."), "key-1")).ShouldBeError(HttpStatusCode.ServiceUnavailable, "unavailable");
        _switch.Fails = false;

        (await PostAsync("/v1/memories", Memory("Some text."), "key-1")).Status.ShouldBe(HttpStatusCode.Created);
        await ShouldHaveMemoriesAsync(1);
    }

    [Fact]
    public async Task What_was_refused_may_be_sent_right_under_the_same_key()
    {
        (await PostAsync("/v1/memories", """{"memoryTypeId":"mty_00000000000000000000000000000000","sourceType":"TEXT","title":"A","text":"B"}""", "key-1"))
            .Status.ShouldBe(HttpStatusCode.NotFound);

        (await PostAsync("/v1/memories", Memory("Some text."), "key-1")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_key_survives_a_restart_and_ends_after_a_day()
    {
        var first = await PostAsync("/v1/memories", Memory("Some text."), "key-1");
        await _server.DisposeAsync();
        await StartAsync();

        (await PostAsync("/v1/memories", Memory("Some text."), "key-1")).Text.ShouldBe(first.Text);

        _server.Time.Advance(TimeSpan.FromHours(24));
        var later = await PostAsync("/v1/memories", Memory("Some text."), "key-1");
        later.Status.ShouldBe(HttpStatusCode.Created);
        later.Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task An_expired_answer_is_swept_away()
    {
        await PostAsync("/v1/memory-types", """{"name":"Notes"}""", "key-1");
        (await FindRowAsync("/v1/memory-types", "key-1")).ShouldNotBeNull();
        _server.Time.Advance(TimeSpan.FromHours(24));
        await _server.Services.GetRequiredService<RetentionSweep>().SweepAsync(CancellationToken.None);

        (await FindRowAsync("/v1/memory-types", "key-1")).ShouldBeNull();
    }

    [Theory]
    [InlineData("/v1/sessions", """{"createStream":{}}""", "clientToken")]
    [InlineData("/admin/v1/keys", """{"kind":"SECRET","name":"For a job"}""", "value")]
    [InlineData("/admin/v1/organizations", """{"name":"Another"}""", "secretKey")]
    public async Task What_is_shown_once_is_repeated_from_an_answer_that_nobody_else_can_read(string path, string body, string secret)
    {
        var first = await PostAsync(path, body, "key-1");
        first.Status.ShouldBe(HttpStatusCode.Created, first.Text);
        var again = await PostAsync(path, body, "key-1");

        again.Text.ShouldBe(first.Text);
        again.Message.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await FindRowAsync(path, "key-1"))!.Body.ShouldNotBeNull();
        (await StoredAsync()).ShouldNotContain(first.Json.GetProperty(secret).GetString()!);
        (await PostAsync(path, body.Replace("\"}", " \"}", StringComparison.Ordinal).Replace("{}", "{ }", StringComparison.Ordinal), "key-1"))
            .ShouldBeError(HttpStatusCode.Conflict, "conflict", "another body");
    }

    [Fact]
    public async Task An_answer_that_was_moved_to_another_key_opens_for_nobody()
    {
        await PostAsync("/v1/sessions", """{"createStream":{}}""", "key-1");
        var row = (await FindRowAsync("/v1/sessions", "key-1"))!;
        var store = _server.Services.GetRequiredService<IStore>();
        await store.CommitAsync(new StoreTransaction().Add(new SaveResponse(row with { Id = RowId("/v1/sessions", "key-2") }, [])), CancellationToken.None);

        (await PostAsync("/v1/sessions", """{"createStream":{}}""", "key-2")).ShouldBeError(HttpStatusCode.Conflict, "conflict", "no longer kept");
    }

    [Fact]
    public async Task Deleting_a_memory_leaves_nothing_of_it_in_stored_answers()
    {
        var memory = await PostAsync("/v1/memories", Memory("Words to be forgotten.", "A telling title"), "key-1");
        await _server.Client.GetSynchronizedAsync(memory.Id);
        var search = """{"taskType":"MEMORY_SEARCH","query":"forgotten"}""";
        var task = await PostAsync("/v1/agent-tasks", search, "key-2");
        task.Text.ShouldContain("Words to be forgotten.");
        (await StoredAsync()).ShouldContain("Words to be forgotten.");

        await _server.Client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{memory.Id}");

        var stored = await StoredAsync();
        stored.ShouldNotContain("Words to be forgotten.");
        stored.ShouldNotContain("A telling title");
        (await PostAsync("/v1/memories", Memory("Words to be forgotten.", "A telling title"), "key-1")).ShouldBeError(HttpStatusCode.Conflict, "conflict", "deleted");
        (await PostAsync("/v1/agent-tasks", search, "key-2")).ShouldBeError(HttpStatusCode.Conflict, "conflict", "deleted");
        await ShouldHaveMemoriesAsync(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("käse")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/memory-types") { Content = new StringContent("""{"name":"Notes"}""", Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        using var client = new HttpClient(handler) { BaseAddress = _server.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = _server.Client.DefaultRequestHeaders.Authorization;
        using var response = await client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("Idempotency-Key");
    }

    private async Task StartAsync() => _server = await WebhookServer.StartAsync(directory: _directory, services: services =>
    {
        var original = services.Last(service => service.ServiceType == typeof(IStore)).ImplementationFactory!;
        services.AddSingleton<IStore>(provider => _switch.Over((IStore)original(provider)));
    });

    private Task<IdempotencyRow?> FindRowAsync(string path, string key) => _server.Services.GetRequiredService<IIdempotencyQueries>()
        .FindAsync(FencyGrid.Api.Auth.BootstrapService.DefaultOrganizationId, RowId(path, key), CancellationToken.None);

    private static string RowId(string path, string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"POST {path}\n{key}")));

    private string Memory(string text, string title = "A title") =>
        JsonSerializer.Serialize(new { memoryTypeId = _typeId, sourceType = "TEXT", title, text });

    private async Task<Answer> PostAsync(string path, string body, string key, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        var response = await (client ?? _server.Client).SendAsync(request);
        return new Answer(response.StatusCode, response, await response.Content.ReadAsStringAsync());
    }

    private async Task ShouldHaveMemoriesAsync(int count) =>
        (await _server.Client.GetAnswerAsync("/v1/memories")).Json.GetProperty("items").GetArrayLength().ShouldBe(count);

    /// <summary>The bytes of all files of the store.</summary>
    private async Task<string> StoredAsync()
    {
        while (!await _server.Services.GetRequiredService<IStoreMaintenance>().CheckpointAsync(CancellationToken.None))
        {
        }

        return await TestEngine.ReadStoredAsync(_directory);
    }

    /// <summary>The store, which is away while told so.</summary>
    private sealed class SwitchedStore : IStore
    {
        private IStore? _store;

        public bool Fails { get; set; }

        public SwitchedStore Over(IStore store)
        {
            _store = store;
            return this;
        }

        public Task CommitAsync(StoreTransaction transaction, CancellationToken cancellationToken) =>
            Fails ? throw new RetryableException("The store is away.") : _store!.CommitAsync(transaction, cancellationToken);
    }
}
