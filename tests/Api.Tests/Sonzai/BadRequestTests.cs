using System.Net;
using System.Text.Json;

namespace FencyGrid.Api.Tests.Sonzai;

public sealed class BadRequestTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_problem_is_answered_whole()
    {
        var answer = await _client.PostAsync("bad/memory/facts", """{"content":"","user_id":"ann","importance":1.5,"foo":[1,2]}""");

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Message.Content.Headers.ContentType!.ToString().ShouldBe("application/problem+json");
        answer.Shown().ShouldBe(
            """
            {"$schema":"HOST/api/v1/schemas/ErrorModel.json","title":"Unprocessable Entity","status":422,"detail":"The request is not valid in 3 places; 'errors' lists them.","errors":[{"location":"body.content","message":"expected text that is not blank","value":""},{"location":"body.importance","message":"expected a number from 0 to 1","value":1.5},{"location":"body.foo","message":"unexpected property","value":[1,2]}]}
            """);
    }

    [Theory]
    [InlineData("""{"user_id":"ann"}""", "body.content")]
    [InlineData("""{"content":null,"user_id":"ann"}""", "body.content")]
    [InlineData("""{"content":"x"}""", "body.user_id")]
    [InlineData("""{"content":"x","user_id":""}""", "body.user_id")]
    [InlineData("""{"content":"x","user_id":"*"}""", "body.user_id")]
    [InlineData("""{"content":"x","metadata":{"scope":"user"}}""", "body.user_id")]
    [InlineData("""{"content":"x","user_id":"ann","metadata":[]}""", "body.metadata")]
    [InlineData("""{"content":"x","user_id":"ann","metadata":{"n":1e999}}""", "body.metadata")]
    [InlineData("""{"content":"x","user_id":"ann","entities":["a",2]}""", "body.entities[1]")]
    [InlineData("""{"content":"x","user_id":"ann","confidence":"high"}""", "body.confidence")]
    [InlineData("""{"content":"x","user_id":"ann","Content":"y"}""", "body.Content")]
    public async Task A_bad_fact_is_refused_with_the_place(string body, string location) =>
        (await _client.PostAsync("bad/memory/facts", body)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, location);

    [Fact]
    public async Task Nulls_for_what_may_be_left_out_count_as_left_out()
    {
        var answer = await _client.PostAsync("nulls/memory/facts", """{"content":"Ann keeps bees.","user_id":"ann","entities":null,"metadata":null,"importance":null,"fact_type":null}""");

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Json.GetProperty("fact_type").GetString().ShouldBe("user_fact");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_bulk_of_none_or_too_many_is_refused(int count) =>
        (await _client.PostAsync("bad/memory/facts/bulk", new { user_id = "ann", facts = Enumerable.Repeat(new { content = "x" }, count) }))
            .ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "body.facts", $"{count}");

    [Theory]
    [InlineData("""{"facts":null,"user_id":"ann"}""", "body.facts")]
    [InlineData("""{"facts":[{"content":"x","user_id":"ann"},{"content":"y"}]}""", "body.facts[1].user_id")]
    [InlineData("""{"user_id":"ann","facts":[{"content":"x"},{"text":"y"}]}""", "body.facts[1].text")]
    [InlineData("""{"user_id":"ann","facts":[{"content":"x"},"y"]}""", "body.facts[1]")]
    public async Task A_bad_bulk_is_refused_whole_with_the_place(string body, string location)
    {
        (await _client.PostAsync("badbulk/memory/facts/bulk", body)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, location);
        (await _client.ReadAsync("badbulk/memory/facts")).Texts("facts", "content").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_megabyte_of_content_is_refused_with_the_limit()
    {
        var answer = await _client.PostAsync("bad/memory/facts", new { content = new string('x', 1 << 20), user_id = "ann" });

        answer.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "body.content", "20000");
        answer.Text.Length.ShouldBeLessThan(1000);
    }

    [Theory]
    [InlineData("memory?limit=0", "query.limit")]
    [InlineData("memory?limit=201", "query.limit")]
    [InlineData("memory?limit=ten", "query.limit")]
    [InlineData("memory?limit=1&limit=2", "query.limit")]
    [InlineData("memory?include_contents=yes", "query.include_contents")]
    [InlineData("memory?scope=all", "query.scope")]
    [InlineData("memory/facts?limit=501", "query.limit")]
    [InlineData("memory/facts?limit=-1", "query.limit")]
    [InlineData("memory/facts?limit=99999999999", "query.limit")]
    [InlineData("memory/facts?user_id=*", "query.user_id")]
    [InlineData("memory/facts?page_token=made-up", "query.page_token")]
    [InlineData("memory/facts?as_of=yesterday", "query.as_of")]
    [InlineData("memory/facts?as_of=2024-01-01T00:00:00+02:00", "query.as_of")]
    [InlineData("memory/search", "query.q")]
    [InlineData("memory/search?q=%20", "query.q")]
    [InlineData("memory/search?q=x&limit=101", "query.limit")]
    [InlineData("memory/search?q=x&mode=fuzzy", "query.mode")]
    [InlineData("memory/search?q=x&mode=semantic", "query.user_id")]
    [InlineData("memory/search?q=x&include_verbatim=1", "query.include_verbatim")]
    [InlineData("memory/search?q=x%00y", "query.q")]
    [InlineData("memory/summaries?period=hourly", "query.period")]
    [InlineData("memory/summaries?limit=101", "query.limit")]
    [InlineData("memory/consolidations?limit=0", "query.limit")]
    [InlineData("memory/timeline?start=2024-1-1", "query.start")]
    [InlineData("memory/timeline?end=2023-02-29", "query.end")]
    [InlineData("memory/timeline?start=2024-02-02&end=2024-02-01", "query.start")]
    [InlineData("users/ann/facts?limit=5001", "query.limit")]
    [InlineData("users/ann/facts?has_metadata=maybe", "query.has_metadata")]
    [InlineData("users/*/facts", "path.userId")]
    public async Task A_bad_parameter_is_refused_with_its_name(string path, string location) =>
        (await _client.ReadAsync($"bad/{path}")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, location);

    [Theory]
    [InlineData("memory?limit=200")]
    [InlineData("memory/facts?limit=500&page_token=&user_id=")]
    [InlineData("memory/search?q=x&limit=100&mode=")]
    [InlineData("memory/summaries?period=&limit=100")]
    [InlineData("memory/timeline?start=2024-02-29&end=2024-02-29")]
    [InlineData("users/ann/facts?limit=5000&unknown=1")]
    public async Task The_last_allowed_value_is_taken_and_an_empty_one_counts_as_left_out(string path) =>
        (await _client.ReadAsync($"good/{path}")).Status.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task A_page_token_of_another_list_or_organization_is_refused()
    {
        await _client.AddFactAsync("tokens", "ann", "Ann keeps bees.");
        await _client.AddFactAsync("tokens", "ann", "Ann speaks Finnish.");
        var token = Uri.EscapeDataString((await _client.ReadAsync("tokens/memory/facts?limit=1")).Json.GetProperty("next_page_token").GetString()!);
        var stranger = await fixture.Server.CreateStrangerAsync();

        (await _client.ReadAsync($"other/memory/facts?limit=1&page_token={token}")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "query.page_token");
        (await _client.ReadAsync($"tokens/memory/facts?limit=1&fact_type=x&page_token={token}")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "query.page_token");
        (await stranger.ReadAsync($"tokens/memory/facts?limit=1&page_token={token}")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "query.page_token");
        (await _client.ReadAsync($"tokens/memory/facts?limit=1&page_token={token}")).Texts("facts", "content").ShouldBe(["Ann keeps bees."]);
    }

    [Fact]
    public async Task A_fact_of_another_agent_or_organization_is_unknown()
    {
        var id = await _client.AddFactAsync("owner", "ann", "Ann keeps bees.");
        var stranger = await fixture.Server.CreateStrangerAsync();

        foreach (var (client, agent) in new[] { (_client, "thief"), (stranger, "owner"), (stranger, "thief") })
        {
            (await client.PutAsync($"{agent}/memory/facts/{id}", """{"content":"Ann keeps wasps."}""")).ShouldBeProblem(HttpStatusCode.NotFound);
            (await client.RemoveAsync($"{agent}/memory/facts/{id}")).ShouldBeProblem(HttpStatusCode.NotFound);
            (await client.ReadAsync($"{agent}/memory/fact/{id}/history")).ShouldBeProblem(HttpStatusCode.NotFound);
            (await client.ReadAsync($"{agent}/memory/wisdom/audit/{id}")).ShouldBeProblem(HttpStatusCode.NotFound);
            (await client.ReadAsync($"{agent}/memory/facts")).Texts("facts", "content").ShouldBeEmpty();
        }

        (await _client.ReadAsync("owner/memory/facts")).Texts("facts", "content").ShouldBe(["Ann keeps bees."]);
    }

    [Fact]
    public async Task A_reset_needs_a_user()
    {
        (await _client.RemoveAsync("bad/memory")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "query.user_id");
        (await _client.RemoveAsync("bad/memory?user_id=*")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "query.user_id", "reserved");
    }

    [Theory]
    [InlineData("""{"period":"daily"}""", "body.user_id")]
    [InlineData("""{"period":"hourly","user_id":""}""", "body.period")]
    [InlineData("""{"period":"daily","user_id":"*"}""", "body.user_id")]
    public async Task A_bad_consolidation_is_refused_with_the_place(string body, string location) =>
        (await _client.PostAsync("bad/memory/consolidate", body)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, location);
}
