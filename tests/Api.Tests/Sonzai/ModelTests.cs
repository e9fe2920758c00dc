using System.Net;
using System.Text.Json;
using FencyGrid.Api.Tests.Models;
using Microsoft.AspNetCore.Http;

namespace FencyGrid.Api.Tests.Sonzai;

/// <summary>What a default model adds to memory trees, and that they do not depend on it.</summary>
public sealed class ModelTests
{
    private const string Extractive = "Ann keeps bees";

    [Fact]
    public async Task With_a_model_a_summary_is_what_it_wrote()
    {
        await using var stub = await OpenAiStub.StartAsync(Written("Ann has taken to beekeeping and keeps her bees near the church."));
        await using var server = await StartAsync(stub);

        var summary = await ConsolidatedAsync(server.Client);

        summary.GetProperty("summary").GetString().ShouldBe("Ann has taken to beekeeping and keeps her bees near the church.");
        summary.GetProperty("topics")[0].GetString().ShouldBe("beekeeping");
        var asked = stub.Requests.ShouldHaveSingleItem();
        asked.GetProperty("response_format").GetProperty("type").GetString().ShouldBe("json_schema");
        asked.GetRawText().ShouldContain("bees behind the church");
    }

    [Fact]
    public async Task A_summary_that_says_what_no_fact_says_is_sent_back_once()
    {
        await using var stub = await OpenAiStub.StartAsync(
            Written("Ann moved to Lisbon and keeps bees there, behind the church."),
            Written("Ann keeps bees, and they live behind the church."));
        await using var server = await StartAsync(stub);

        var summary = await ConsolidatedAsync(server.Client);

        summary.GetProperty("summary").GetString().ShouldBe("Ann keeps bees, and they live behind the church.");
        stub.Requests[1].GetRawText().ShouldContain("Lisbon");
    }

    [Theory]
    [InlineData("made up")]
    [InlineData("not JSON")]
    [InlineData("another schema")]
    [InlineData("refusal")]
    [InlineData("cut off")]
    public async Task Where_the_model_fails_the_summary_is_drawn_from_the_facts(string failure)
    {
        await using var stub = await OpenAiStub.StartAsync(failure switch
        {
            "made up" => Written("Ann lives in Lisbon with 3 dogs."),
            "not JSON" => OpenAiStub.Text("She keeps bees."),
            "another schema" => OpenAiStub.Text("""{"text":"Ann keeps bees."}"""),
            "refusal" => OpenAiStub.Status(500),
            _ => OpenAiStub.CutOff("{\"summary\":"),
        });
        await using var server = await StartAsync(stub);

        var summary = await ConsolidatedAsync(server.Client);

        summary.GetProperty("summary").GetString().ShouldNotBeNull().ShouldContain(Extractive);
        stub.Requests.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_model_that_never_answers_holds_consolidation_up_for_no_longer_than_it_is_given()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Silent());
        await using var server = await StartAsync(stub, ("FencyGrid:Trees:ModelTime", "00:00:01"));

        var summary = await ConsolidatedAsync(server.Client);

        summary.GetProperty("summary").GetString().ShouldNotBeNull().ShouldContain(Extractive);
        stub.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task While_a_model_writes_the_tree_goes_on_and_a_fact_deleted_meanwhile_is_in_no_summary()
    {
        var gate = new TaskCompletionSource();
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Held("""{"summary":"Ann keeps bees behind the church and plays the """, gate, """zither.","topics":["zither"]}"""));
        await using var server = await StartAsync(stub);
        await server.Client.AddFactAsync("m", "ann", "Ann keeps bees behind the church.");
        var zither = await server.Client.AddFactAsync("m", "ann", "Ann plays the zither.");

        var running = server.Client.PostAsync("m/memory/consolidate", """{"period":"daily","user_id":"ann"}""");
        await stub.WaitForRequestsAsync(1);
        (await server.Client.RemoveAsync($"m/memory/facts/{zither}")).Status.ShouldBe(HttpStatusCode.NoContent);
        gate.SetResult();
        (await running).Status.ShouldBe(HttpStatusCode.OK);

        var summaries = (await server.Client.ReadAsync("m/memory/summaries")).Texts("summaries", "summary");
        summaries.ShouldHaveSingleItem().ShouldContain(Extractive);
        summaries[0].ShouldNotContain("zither");
    }

    [Fact]
    public async Task Undo_takes_back_what_the_model_wrote()
    {
        await using var stub = await OpenAiStub.StartAsync(Written("Ann keeps her bees behind the church."));
        await using var server = await StartAsync(stub);
        await ConsolidatedAsync(server.Client);
        var run = (await server.Client.ReadAsync("m/memory/consolidations")).Texts("consolidations", "run_id")[0];

        (await server.Client.PostAsync($"m/memory/consolidations/{run}/undo", "{}")).Status.ShouldBe(HttpStatusCode.OK);

        (await server.Client.ReadAsync("m/memory/summaries")).Texts("summaries", "summary").ShouldBeEmpty();
    }

    [Fact]
    public async Task With_a_model_a_seed_holds_what_it_thought_of_beside_what_was_given()
    {
        await using var stub = await OpenAiStub.StartAsync(Thought("Mira learned the stars from her grandmother.", "agent_fact"));
        await using var server = await StartAsync(stub);

        var seeded = await server.Client.PostAsync("mira/memory/seed", SeedTests.Seed);

        seeded.Texts("memories", "content").ShouldBe(
            ["Mira grinds her own lenses.", "The harbour freezes every winter.", "Mira learned the stars from her grandmother."]);
        stub.Requests[0].GetRawText().ShouldContain("An island of lighthouses.");
        (await server.Client.ReadAsync("mira/memory/search?q=grandmother")).Texts("results", "content").ShouldBe(["Mira learned the stars from her grandmother."]);
    }

    [Theory]
    [InlineData("silent")]
    [InlineData("unasked")]
    public async Task Where_the_model_fails_a_seed_is_drawn_from_what_was_given(string failure)
    {
        await using var stub = await OpenAiStub.StartAsync(failure == "silent" ? OpenAiStub.Silent() : Thought("Mira fell from a comet.", "origin"));
        await using var server = await StartAsync(stub, ("FencyGrid:Trees:ModelTime", "00:00:02"));

        var seeded = await server.Client.PostAsync("mira/memory/seed", SeedTests.Seed);

        seeded.Texts("memories", "content").ShouldContain("Mira is interested in comets.");
        seeded.Texts("memories", "content").ShouldNotContain("Mira fell from a comet.");
    }

    private static RequestDelegate Written(string summary) => OpenAiStub.Text(JsonSerializer.Serialize(new { summary, topics = new[] { "beekeeping" } }));

    private static RequestDelegate Thought(string content, string factType) =>
        OpenAiStub.Text(JsonSerializer.Serialize(new { memories = new[] { new { content, factType, importance = 0.7, entities = new[] { "Mira" } } } }));

    private static Task<TestServer> StartAsync(OpenAiStub stub, params (string Key, string Value)[] settings)
    {
        var all = stub.Settings("default");
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return TestServer.StartAsync(all);
    }

    /// <summary>The summary of a day with one fact.</summary>
    private static async Task<JsonElement> ConsolidatedAsync(HttpClient client)
    {
        await client.AddFactAsync("m", "ann", "Ann keeps bees behind the church.");
        var answer = await client.PostAsync("m/memory/consolidate", """{"period":"daily","user_id":"ann"}""");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Json.GetProperty("success").GetBoolean().ShouldBeTrue();
        return (await client.ReadAsync("m/memory/summaries")).Json.GetProperty("summaries").EnumerateArray().ShouldHaveSingleItem();
    }
}
