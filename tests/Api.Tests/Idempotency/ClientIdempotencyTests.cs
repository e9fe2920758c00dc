using System.Net;
using FencyGrid.Api.Tests.Clients;

namespace FencyGrid.Api.Tests.Idempotency;

/// <summary>Idempotency keys of browser clients, whose publishable key anybody may have.</summary>
public sealed class ClientIdempotencyTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Streams = "/pub/ct/streams";
    private const string Tasks = "/pub/ct-st/agent-tasks";
    private const string Explore = """{"exploreMemoriesTask":{"query":"what is there?"} }""";

    private readonly BrowserClient _browser = new(fixture.Server);

    [Fact]
    public async Task A_repeated_call_gets_the_stream_it_opened_although_its_token_is_used_up()
    {
        var token = await _browser.TokenAsync("""{"createStream":{}}""");
        var first = await _browser.PostAsync(Streams, null, token, null, "key-1");
        var again = await _browser.PostAsync(Streams, null, token, null, "key-1");

        first.Status.ShouldBe(HttpStatusCode.Created, first.Text);
        again.Status.ShouldBe(HttpStatusCode.Created, again.Text);
        again.Text.ShouldBe(first.Text);
        again.Message.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        using var opened = await _browser.OpenAsync(new ClientStream(again.Id, again.Json.GetProperty("token").GetString()!));
        opened.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_same_key_with_another_client_token_is_another_request()
    {
        var first = await _browser.PostAsync(Streams, null, await _browser.TokenAsync("""{"createStream":{}}"""), null, "shared");
        var other = await _browser.PostAsync(Streams, null, await _browser.TokenAsync("""{"createStream":{}}"""), null, "shared");

        other.Status.ShouldBe(HttpStatusCode.Created, other.Text);
        other.Id.ShouldNotBe(first.Id);
        (await _browser.PostAsync(Streams, null, new string('0', 64), null, "shared")).ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized", "not valid");
        (await _browser.PostAsync(Streams, null, null, null, "shared")).ShouldBeError(HttpStatusCode.Unauthorized, "unauthorized", "X-Fency-Client-Token");
    }

    [Fact]
    public async Task A_repeated_task_is_started_once_and_another_body_is_a_conflict()
    {
        var stream = await _browser.CreateStreamAsync();
        var token = await _browser.TaskTokenAsync("EXPLORE_MEMORIES");
        var first = await _browser.PostAsync(Tasks, Explore, token, stream.Token, "key-1");

        (await _browser.PostAsync(Tasks, Explore, token, stream.Token, "key-1")).Text.ShouldBe(first.Text);
        (await _browser.PostAsync(Tasks, Explore.Replace("what", "who", StringComparison.Ordinal), token, stream.Token, "key-1"))
            .ShouldBeError(HttpStatusCode.Conflict, "conflict", "another body");
        first.Status.ShouldBe(HttpStatusCode.Created, first.Text);
    }

    [Fact]
    public async Task Of_concurrent_calls_one_starts_a_task()
    {
        var stream = await _browser.CreateStreamAsync();
        var token = await _browser.TaskTokenAsync("EXPLORE_MEMORIES");

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _browser.PostAsync(Tasks, Explore, token, stream.Token, "key-2")));

        answers.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => answer.Id).Distinct().ShouldHaveSingleItem();
        foreach (var refused in answers.Where(answer => answer.Status != HttpStatusCode.Created))
        {
            refused.ShouldBeError(HttpStatusCode.Conflict, "conflict", "being carried out");
        }
    }

    [Fact]
    public async Task A_page_of_another_origin_may_read_that_an_answer_is_a_repeat()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Streams);
        request.Headers.Add("Origin", "https://app.example");
        using var answer = await fixture.Server.CreateClient(key: null).SendAsync(request);

        answer.Headers.GetValues("Access-Control-Expose-Headers").ShouldBe(["Idempotent-Replayed"]);
    }
}
