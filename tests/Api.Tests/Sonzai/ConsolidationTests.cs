using System.Net;
using System.Text.Json;

namespace FencyGrid.Api.Tests.Sonzai;

public sealed class ConsolidationTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_run_is_answered_recorded_and_undone()
    {
        await _client.AddFactAsync("runs", "ann", "Ann keeps bees.");
        await _client.AddFactAsync("runs", "ann", "Ann speaks Finnish.");

        var triggered = await _client.PostAsync("runs/memory/consolidate", """{"period":"daily","user_id":"ann"}""");
        var runs = await _client.ReadAsync("runs/memory/consolidations?user_id=ann");
        var summaries = await _client.ReadAsync("runs/memory/summaries?period=daily");

        triggered.Shown().ShouldBe("""{"$schema":"HOST/api/v1/schemas/TriggerConsolidationOutputBody.json","success":true}""");
        var run = runs.Json.GetProperty("consolidations").EnumerateArray().ShouldHaveSingleItem();
        run.EnumerateObject().Select(field => field.Name).ShouldBe(
            ["run_id", "agent_id", "user_id", "period", "status", "facts_examined", "archived", "linked", "retention", "confirmed_fact_ids", "summary_ids", "started_at", "completed_at"]);
        run.GetProperty("status").GetString().ShouldBe("completed");
        run.GetProperty("facts_examined").GetInt64().ShouldBe(2);
        var summary = summaries.Json.GetProperty("summaries").EnumerateArray().ShouldHaveSingleItem();
        summary.GetProperty("stage").GetString().ShouldBe("daily");
        summary.GetProperty("summary").GetString().ShouldNotBeNull().ShouldContain("bees");
        (await _client.ReadAsync("runs/memory/summaries?period=weekly")).Json.GetProperty("summaries").GetArrayLength().ShouldBe(0);

        var undone = await _client.PostAsync($"runs/memory/consolidations/{run.GetProperty("run_id").GetString()}/undo", "{}");

        undone.Status.ShouldBe(HttpStatusCode.OK, undone.Text);
        undone.Json.GetProperty("$schema").GetString().ShouldNotBeNull().ShouldEndWith("/ConsolidationRun.json");
        undone.Json.GetProperty("status").GetString().ShouldBe("undone");
        (await _client.ReadAsync("runs/memory/summaries")).Json.GetProperty("summaries").GetArrayLength().ShouldBe(0);
        (await _client.PostAsync($"runs/memory/consolidations/{run.GetProperty("run_id").GetString()}/undo", "{}")).ShouldBeProblem(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_run_of_another_agent_or_organization_is_unknown()
    {
        await _client.AddFactAsync("mine", "ann", "Ann keeps bees.");
        await _client.PostAsync("mine/memory/consolidate", """{"period":"daily","user_id":"ann"}""");
        var run = (await _client.ReadAsync("mine/memory/consolidations")).Texts("consolidations", "run_id")[0];
        var stranger = await fixture.Server.CreateStrangerAsync();

        (await _client.PostAsync($"theirs/memory/consolidations/{run}/undo", "{}")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await stranger.PostAsync($"mine/memory/consolidations/{run}/undo", "{}")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await stranger.ReadAsync("mine/memory/consolidations")).Texts("consolidations", "run_id").ShouldBeEmpty();
        (await _client.PostAsync("mine/memory/consolidations/unknown/undo", "{}")).ShouldBeProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_a_user_all_of_an_agents_trees_are_consolidated()
    {
        await _client.AddFactAsync("every", "ann", "Ann keeps bees.");
        await _client.AddFactAsync("every", "bob", "Bob plays chess.");

        await _client.PostAsync("every/memory/consolidate", """{"period":"weekly","user_id":""}""");

        var runs = (await _client.ReadAsync("every/memory/consolidations")).Json.GetProperty("consolidations").EnumerateArray();
        runs.Where(run => run.TryGetProperty("user_id", out _)).Select(run => run.GetProperty("user_id").GetString()).Order().ShouldBe(["ann", "bob"]);
    }
}
