using System.Net;

namespace FencyGrid.Api.Tests.XTrace;

public sealed class BadXTraceTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Theory]
    [InlineData("""{}""", "missing_field", "messages")]
    [InlineData("""{"messages":[]}""", "invalid_field", "messages")]
    [InlineData("""{"messages":"hello"}""", "invalid_field", "messages")]
    [InlineData("""{"messages":["hello"]}""", "invalid_field", "messages[0]")]
    [InlineData("""{"messages":[{"role":"user","content":"a"},{"content":"b"}]}""", "missing_field", "messages[1].role")]
    [InlineData("""{"messages":[{"role":"user"}]}""", "missing_field", "messages[0].content")]
    [InlineData("""{"messages":[{"role":"user","content":"  "}]}""", "invalid_field", "messages[0].content")]
    [InlineData("""{"messages":[{"role":"user","content":7}]}""", "invalid_field", "messages[0].content")]
    [InlineData("""{"messages":[{"role":"user","content":"a","date":5}]}""", "invalid_field", "messages[0].date")]
    [InlineData("""{"messages":[{"role":"user","content":"a"}],"mode":"bulk"}""", "invalid_field", "mode", "chat")]
    [InlineData("""{"messages":[{"role":"user","content":"a"}],"flush_hint":"now"}""", "invalid_field", "flush_hint", "force")]
    [InlineData("""{"messages":[{"role":"user","content":"a"}],"infer":"yes"}""", "invalid_field", "infer")]
    [InlineData("""{"messages":[{"role":"user","content":"a"}],"metadata":[1]}""", "invalid_field", "metadata")]
    [InlineData("""{"messages":[{"role":"user","content":"a"}],"config_overrides":1}""", "invalid_field", "config_overrides")]
    [InlineData("""{"messages":[{"role":"user","content":"a"}],"user_id":"*"}""", "invalid_request", "user id")]
    public async Task Messages_that_cannot_be_remembered_are_refused_by_name(string body, string code, params string[] words) =>
        (await _client.AddAsync(body)).ShouldBeError(HttpStatusCode.BadRequest, code, words);

    [Fact]
    public async Task One_message_too_many_is_refused_and_nothing_is_stored()
    {
        var user = XTraceClient.NewUser();

        var answer = await _client.AddAsync(new { infer = false, user_id = user, messages = Enumerable.Repeat(new { role = "user", content = "x" }, 10_001) });

        answer.ShouldBeError(HttpStatusCode.BadRequest, "invalid_field", "messages", "10001", "10000");
        (await _client.ListAsync(new { filters = new { user_id = user } })).Json.GetProperty("count").GetInt64().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{}""", "missing_field", "query")]
    [InlineData("""{"query":""}""", "invalid_field", "query")]
    [InlineData("""{"query":"x","top_k":0}""", "invalid_field", "top_k", "1000")]
    [InlineData("""{"query":"x","top_k":1000000}""", "invalid_field", "top_k", "1000")]
    [InlineData("""{"query":"x","char_budget":0}""", "invalid_field", "char_budget")]
    [InlineData("""{"query":"x","threshold":1.5}""", "invalid_field", "threshold")]
    [InlineData("""{"query":"x","mode":"deep"}""", "invalid_field", "mode", "flat", "context")]
    [InlineData("""{"query":"x","conv_history":[5]}""", "invalid_field", "conv_history[0]")]
    [InlineData("""{"query":"x","exclude_artifact_ids":"a"}""", "invalid_field", "exclude_artifact_ids")]
    [InlineData("""{"query":"x","filters":[]}""", "invalid_field", "filters")]
    [InlineData("""{"query":"x","filters":{"size":{"$near":1}}}""", "invalid_request", "filters.size.$near", "$between")]
    [InlineData("""{"query":"x","filters":{"size":{"$in":1}}}""", "invalid_request", "filters.size.$in")]
    [InlineData("""{"query":"x","filters":{"size":{"$exists":"yes"}}}""", "invalid_request", "filters.size.$exists")]
    [InlineData("""{"query":"x","filters":{"size":{"$gt":[]}}}""", "invalid_request", "filters.size.$gt")]
    [InlineData("""{"query":"x","filters":{"size":{"$between":[1]}}}""", "invalid_request", "filters.size.$between")]
    [InlineData("""{"query":"x","filters":{"type":"dream"}}""", "invalid_request", "filters.type", "episode")]
    [InlineData("""{"query":"x","filters":{"AND":1}}""", "invalid_request", "filters.AND")]
    [InlineData("""{"query":"x","filters":{"created_at":{"$gte":"soon"}}}""", "invalid_request", "filters.created_at.$gte", "date")]
    public async Task A_search_that_means_nothing_is_refused_by_name(string body, string code, params string[] words) =>
        (await _client.SearchAsync(body)).ShouldBeError(HttpStatusCode.BadRequest, code, words);

    [Theory]
    [InlineData(20)]
    [InlineData(100)]
    public async Task Filters_within_filters_have_an_end(int levels)
    {
        var filters = string.Concat(Enumerable.Repeat("""{"NOT":""", levels)) + """{"a":1}""" + new string('}', levels);

        var answer = await _client.SearchAsync($$"""{"query":"x","filters":{{filters}}}""");

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("error").GetProperty("message").GetString()!.ShouldContain("nested");
    }

    [Theory]
    [InlineData("""{"page":0}""", "", "page")]
    [InlineData("""{"page_size":100000}""", "", "page_size")]
    [InlineData("""{}""", "?page=-1", "page")]
    [InlineData("""{}""", "?page_size=many", "page_size")]
    [InlineData("""{"filters":{"x":{"$foo":1}}}""", "", "$foo")]
    public async Task A_page_that_cannot_be_is_refused_by_name(string body, string query, string word)
    {
        var answer = await _client.ListAsync(body, query);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("error").GetProperty("message").GetString()!.ShouldContain(word);
    }

    [Theory]
    [InlineData("not-an-id")]
    [InlineData("mem_00000000000000000000000000000000")]
    public async Task An_id_that_was_never_given_out_is_a_404(string id)
    {
        (await _client.GetAnswerAsync($"/v1/memories/{id}/")).ShouldBeError(HttpStatusCode.NotFound, "not_found", id);
        (await _client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{id}/")).ShouldBeError(HttpStatusCode.NotFound, "not_found", id);
    }

    [Fact]
    public async Task An_empty_text_and_a_text_for_an_episode_are_refused()
    {
        var user = XTraceClient.NewUser();
        var id = (await _client.RememberAsync(user, "A note.")).Single();
        await _client.AddAsync(new { user_id = user, flush_after = true, messages = new[] { new { role = "user", content = "My brother Tom plays the cello." } } });
        var episode = (await _client.ListAsync(new { filters = new { user_id = user, type = "episode" } })).Ids("results").Single();

        (await _client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}/", """{"text":" "}""")).ShouldBeError(HttpStatusCode.BadRequest, "invalid_field", "text");
        (await _client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{episode}/", """{"text":"x"}""")).ShouldBeError(HttpStatusCode.BadRequest, "invalid_request", "episode");
    }
}
