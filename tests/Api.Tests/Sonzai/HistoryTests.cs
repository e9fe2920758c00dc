using System.Net;
using System.Text.Json;

namespace FencyGrid.Api.Tests.Sonzai;

/// <summary>What was true when.</summary>
public sealed class HistoryTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_contradiction_supersedes_and_the_history_shows_both()
    {
        var bergen = await _client.AddFactAsync("moves", "ann", "Ann lives in Bergen.");
        var oslo = await _client.PostAsync("moves/memory/facts", """{"content":"Ann lives in Oslo.","user_id":"ann"}""");

        var history = await _client.ReadAsync($"moves/memory/fact/{oslo.FactId()}/history");

        oslo.Json.GetProperty("supersedes_id").GetString().ShouldBe(bergen);
        history.Json.EnumerateObject().Select(field => field.Name).ShouldBe(["$schema", "current", "previous_versions"]);
        history.Json.GetProperty("current").GetProperty("atomic_text").GetString().ShouldBe("Ann lives in Oslo.");
        history.Texts("previous_versions", "atomic_text").ShouldBe(["Ann lives in Bergen."]);
        history.Json.GetProperty("previous_versions")[0].TryGetProperty("valid_until", out _).ShouldBeTrue();
        (await _client.ReadAsync("moves/memory/facts")).Texts("facts", "content").ShouldBe(["Ann lives in Oslo."]);
    }

    [Fact]
    public async Task Lists_and_searches_answer_as_things_stood_at_a_moment()
    {
        await _client.PostAsync("past/memory/facts", """{"content":"Ann lives in Bergen.","user_id":"ann","metadata":{"valid_from":"2020-01-01T00:00:00Z"}}""");
        await _client.PostAsync("past/memory/facts", """{"content":"Ann lives in Oslo.","user_id":"ann","metadata":{"valid_from":"2024-01-01T00:00:00Z"}}""");

        foreach (var (asOf, expected) in new[] { ("2022-06-01", "Ann lives in Bergen."), ("2025-06-01T12:00:00Z", "Ann lives in Oslo."), ("2024-01-01T01:00:00%2B02:00", "Ann lives in Bergen.") })
        {
            (await _client.ReadAsync($"past/memory/facts?user_id=ann&as_of={asOf}")).Texts("facts", "content").ShouldBe([expected], asOf);
            (await _client.ReadAsync($"past/users/ann/facts?as_of={asOf}")).Texts("facts", "content").ShouldBe([expected], asOf);
            (await _client.ReadAsync($"past/memory/search?q=where+does+Ann+live&as_of={asOf}")).Texts("results", "content").ShouldBe([expected], asOf);
        }

        (await _client.ReadAsync("past/memory/facts?as_of=2019-01-01")).Texts("facts", "content").ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_updates_of_one_fact_at_once_are_both_applied_and_the_history_shows_both()
    {
        var id = await _client.AddFactAsync("race", "ann", "The draft has one page.");

        var answers = await Task.WhenAll(
            _client.PutAsync($"race/memory/facts/{id}", """{"content":"The draft has two pages."}"""),
            _client.PutAsync($"race/memory/facts/{id}", """{"content":"The draft has three pages."}"""));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        var current = (await _client.ReadAsync("race/memory/facts")).Json.GetProperty("facts").EnumerateArray().ShouldHaveSingleItem();
        var history = await _client.ReadAsync($"race/memory/fact/{current.GetProperty("fact_id").GetString()}/history");
        var earlier = history.Texts("previous_versions", "atomic_text");
        earlier.Count.ShouldBe(2);
        earlier[1].ShouldBe("The draft has one page.");
        new[] { earlier[0], current.GetProperty("content").GetString()! }.Order().ShouldBe(["The draft has three pages.", "The draft has two pages."]);
    }

    [Fact]
    public async Task An_update_of_an_older_version_applies_to_the_current_one()
    {
        var first = await _client.AddFactAsync("older", "ann", "The draft has one page.");
        var second = (await _client.PutAsync($"older/memory/facts/{first}", """{"content":"The draft has two pages."}""")).FactId();

        var updated = await _client.PutAsync($"older/memory/facts/{first}", """{"importance":0.125}""");

        updated.FactId().ShouldBe(second);
        updated.Json.GetProperty("importance").GetDouble().ShouldBe(0.125);
    }

    [Fact]
    public async Task The_timeline_groups_facts_by_session_between_two_dates()
    {
        foreach (var (content, session) in new[] { ("Ann keeps bees.", "s1"), ("Ann speaks Finnish.", "s2"), ("Ann owns a kayak.", "s1") })
        {
            await _client.PostAsync("line/memory/facts", new { content, user_id = "ann", metadata = new { session_id = session } });
        }

        var timeline = await _client.ReadAsync("line/memory/timeline?user_id=ann");

        timeline.Json.GetProperty("total_facts").GetInt64().ShouldBe(3);
        timeline.Texts("sessions", "session_id").ShouldBe(["s1", "s2"]);
        var session1 = timeline.Json.GetProperty("sessions")[0];
        session1.EnumerateObject().Select(field => field.Name).ShouldBe(["session_id", "facts", "fact_count", "first_fact_at", "last_fact_at"]);
        session1.GetProperty("fact_count").GetInt64().ShouldBe(2);
        session1.GetProperty("facts").EnumerateArray().Select(fact => fact.GetProperty("atomic_text").GetString()).ShouldBe(["Ann keeps bees.", "Ann owns a kayak."]);
        (await _client.ReadAsync("line/memory/timeline?start=2020-01-01&end=2020-01-02")).Json.GetProperty("sessions").GetArrayLength().ShouldBe(0);
        (await _client.ReadAsync("line/memory/timeline?start=2020-01-01&end=9999-12-31")).Json.GetProperty("total_facts").GetInt64().ShouldBe(3);
    }
}
