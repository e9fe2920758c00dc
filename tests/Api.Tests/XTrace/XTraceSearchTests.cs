using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FencyGrid.Api.Tests.XTrace;

public sealed partial class XTraceSearchTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string List = "Here is the camping list:\n- tent\n- stove\n- lantern\n";

    private readonly HttpClient _client = fixture.Server.Client;
    private readonly string _user = XTraceClient.NewUser();

    [Fact]
    public async Task A_flat_answer_holds_the_memories_and_in_their_order_the_facts()
    {
        await _client.AddAsync(new
        {
            infer = false,
            user_id = _user,
            conv_id = "c1",
            flush_after = false,
            messages = new[] { new { role = "user", content = "The violin needs new strings.", date = "2024-02-03", dia_id = "D1:1" } },
        });

        var answer = await _client.SearchAsync(new { query = "violin strings", filters = new { user_id = _user } });

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        Shown(answer).ShouldBe(
            """
            {"all_retrieved_artifacts":[],"artifacts":[],"context":"","episodes":[],
            "facts":[{"fact_id":"UUID","text":"The violin needs new strings.","change_reason":null,"change_type":"created","consolidated_at":null,"conv_id":"c1","created_at":"TIME","episode_id":null,"event_date":"TIME","fact_type":"user_fact","metadata":{},"origin":"verbatim","root_artifact_id":null,"score":SCORE,"source_artifact_id":null,"source_dia_ids":["D1:1"],"source_event_ids":[],"source_role":"user","status":"active","supersedes":null}],
            "mode":"flat",
            "results":[{"id":"UUID","memory":"The violin needs new strings.","agent_id":"default","categories":["music"],"conv_id":"c1","created_at":"TIME","metadata":{},"score":SCORE,"updated_at":"TIME","user_id":"USER"}],
            "stage_timings":{TIMINGS}}
            """.ReplaceLineEndings(""));
        var score = answer.Json.GetProperty("results")[0].GetProperty("score").GetDouble();
        score.ShouldBeInRange(0.01, 1);
        answer.Json.GetProperty("facts")[0].GetProperty("score").GetDouble().ShouldBe(score);
    }

    [Fact]
    public async Task A_context_answer_brings_the_artifacts_and_episodes_that_belong_to_it()
    {
        await AddTripAsync();

        var answer = await _client.SearchAsync(new { query = "camping list for Norway", filters = new { user_id = _user }, mode = "context" });

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Json.GetProperty("mode").GetString().ShouldBe("context");
        answer.Values("facts", "fact_id").ShouldBe(answer.Ids("results"));
        var artifact = answer.Json.GetProperty("artifacts").EnumerateArray().Single();
        artifact.GetProperty("content").GetString().ShouldBe("- tent\n- stove\n- lantern");
        artifact.GetProperty("score").GetDouble().ShouldBeGreaterThan(0);
        JsonSerializer.Serialize(answer.Json.GetProperty("all_retrieved_artifacts")).ShouldBe(JsonSerializer.Serialize(answer.Json.GetProperty("artifacts")));
        var episode = answer.Json.GetProperty("episodes").EnumerateArray().Single();
        var context = answer.Json.GetProperty("context").GetString()!;
        context.ShouldStartWith("# Facts\n- [");
        context.ShouldContain(answer.Json.GetProperty("results")[0].GetProperty("memory").GetString()!);
        context.ShouldContain($"# Episodes\n- {episode.GetProperty("title").GetString()}");
        context.ShouldContain("# Artifacts\n## ");
        context.ShouldEndWith("- tent\n- stove\n- lantern");
    }

    [Fact]
    public async Task An_excluded_artifact_was_retrieved_but_is_not_delivered()
    {
        await AddTripAsync();
        var artifactId = (await _client.ListAsync(new { filters = new { user_id = _user, type = "artifact" } })).Ids("results").Single();

        var answer = await _client.SearchAsync(new { query = "camping list", filters = new { user_id = _user }, mode = "context", exclude_artifact_ids = new[] { artifactId } });
        var flat = await _client.SearchAsync(new { query = "camping list", filters = new { user_id = _user, type = "artifact" }, exclude_artifact_ids = new[] { artifactId } });

        answer.Values("all_retrieved_artifacts", "artifact_id").ShouldBe([artifactId]);
        answer.Json.GetProperty("artifacts").GetArrayLength().ShouldBe(0);
        answer.Json.GetProperty("context").GetString()!.ShouldNotContain("lantern");
        flat.Json.GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(60)]
    [InlineData(150)]
    [InlineData(300)]
    public async Task A_character_budget_is_kept_to_the_character(int budget)
    {
        await AddTripAsync();
        var whole = await _client.SearchAsync(new { query = "camping list for Norway", filters = new { user_id = _user }, mode = "context" });

        var context = await _client.SearchAsync(new { query = "camping list for Norway", filters = new { user_id = _user }, mode = "context", char_budget = budget });
        var flat = await _client.SearchAsync(new { query = "camping list for Norway", filters = new { user_id = _user }, char_budget = budget });

        context.Json.GetProperty("context").GetString()!.Length.ShouldBeInRange(1, budget);
        context.Ids("results").ShouldBe(whole.Ids("results"));
        flat.Values("results", "memory").Sum(text => text.Length).ShouldBeInRange(1, budget);
        flat.Values("facts", "text").ShouldBe(flat.Values("results", "memory"));
    }

    [Fact]
    public async Task A_budget_that_everything_fits_in_leaves_nothing_out_and_one_character_less_does()
    {
        await AddTripAsync();
        var request = new { query = "camping list for Norway", filters = new { user_id = _user }, mode = "context" };
        var whole = (await _client.SearchAsync(request)).Json.GetProperty("context").GetString()!;

        var enough = await _client.SearchAsync(new { request.query, request.filters, request.mode, char_budget = whole.Length + 1 });
        var short1 = await _client.SearchAsync(new { request.query, request.filters, request.mode, char_budget = whole.Length - 1 });

        enough.Json.GetProperty("context").GetString().ShouldBe(whole);
        short1.Json.GetProperty("context").GetString()!.Length.ShouldBeLessThan(whole.Length);
    }

    [Fact]
    public async Task A_cut_never_splits_a_character()
    {
        await _client.RememberAsync(_user, "🎻 violin");

        var answer = await _client.SearchAsync(new { query = "violin", filters = new { user_id = _user }, char_budget = 3 });

        answer.Values("results", "memory").ShouldBe(["🎻 "]);
    }

    [Fact]
    public async Task Filters_decide_before_anything_is_ranked()
    {
        await _client.AddAsync(Tagged("The red kite is in the cellar.", "keep", 1));
        for (var i = 0; i < 5; i++)
        {
            await _client.AddAsync(Tagged("The red kite, the red kite!", "skip", i));
        }

        var answer = await _client.SearchAsync(new { query = "red kite", top_k = 1, filters = new { user_id = _user, tag = "keep" } });

        answer.Values("results", "memory").ShouldBe(["The red kite is in the cellar."]);
    }

    [Theory]
    [InlineData("""{"tag":"a"}""", "one")]
    [InlineData("""{"tag":{"$ne":"a"}}""", "two three")]
    [InlineData("""{"tag":{"$in":["a","c"]}}""", "one three")]
    [InlineData("""{"tag":{"$nin":["a","c"]}}""", "two")]
    [InlineData("""{"size":{"$gt":1}}""", "two three")]
    [InlineData("""{"size":{"$gte":2,"$lt":3}}""", "two")]
    [InlineData("""{"size":{"$between":[1,2]}}""", "one two")]
    [InlineData("""{"size":{"$exists":false}}""", "")]
    [InlineData("""{"nothing":null}""", "one two three")]
    [InlineData("""{"OR":[{"tag":"a"},{"size":3}]}""", "one three")]
    [InlineData("""{"NOT":{"tag":"a"}}""", "two three")]
    [InlineData("""{"AND":[{"NOT":{"tag":"a"}},{"NOT":{"tag":"b"}}]}""", "three")]
    [InlineData("""{"conv_id":"conv-b"}""", "two")]
    [InlineData("""{"created_at":{"$gt":"2001-01-01"}}""", "one two three")]
    [InlineData("""{"created_at":{"$lt":"2001-01-01"}}""", "")]
    [InlineData("""{"agent_id":"somebody"}""", "")]
    [InlineData("""{"type":{"$in":["artifact","episode"]}}""", "")]
    public async Task The_filter_language_says_which_memories_there_are(string filter, string expected)
    {
        await _client.AddAsync(Tagged("kite one", "a", 1));
        await _client.AddAsync(Tagged("kite two", "b", 2));
        await _client.AddAsync(Tagged("kite three", "c", 3));
        var filters = $$"""{"user_id":"{{_user}}",{{filter[1..]}}""";

        var found = await _client.SearchAsync($$"""{"query":"kite","filters":{{filters}}}""");
        var listed = await _client.ListAsync($$"""{"filters":{{filters}}}""");

        found.Values("results", "memory").Select(text => text[5..]).Order().ShouldBe(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order());
        listed.Values("results", "memory").Order().ShouldBe(found.Values("results", "memory").Order());
    }

    [Fact]
    public async Task A_threshold_leaves_out_what_scores_below_it()
    {
        await _client.RememberAsync(_user, "The gearbox of the tractor leaks oil.", "A tractor passed by.");
        var all = await _client.SearchAsync(new { query = "tractor gearbox leaks", filters = new { user_id = _user } });
        var best = all.Json.GetProperty("results")[0].GetProperty("score").GetDouble();

        var answer = await _client.SearchAsync(new { query = "tractor gearbox leaks", filters = new { user_id = _user }, threshold = best });

        all.Json.GetProperty("results").GetArrayLength().ShouldBe(2);
        answer.Ids("results").ShouldBe([all.Ids("results")[0]]);
    }

    [Fact]
    public async Task What_was_said_before_the_query_helps_to_find()
    {
        await _client.RememberAsync(_user, "The harbour master of Bergen is called Ingrid.");

        var alone = await _client.SearchAsync(new { query = "what is her name?", filters = new { user_id = _user } });
        var helped = await _client.SearchAsync(new
        {
            query = "what is her name?",
            filters = new { user_id = _user },
            conv_history = new object[] { new { role = "user", content = "Who runs the harbour in Bergen?" }, "and" },
        });

        Best(helped).ShouldBeGreaterThan(Best(alone));
    }

    [Fact]
    public async Task The_asking_conversation_comes_first_among_equals()
    {
        foreach (var conversation in new[] { "c1", "c2", "c3" })
        {
            await _client.AddAsync(new { infer = false, user_id = _user, conv_id = conversation, flush_after = false, messages = new[] { new { role = "user", content = "The ferry leaves at nine." } } });
        }

        foreach (var conversation in new[] { "c1", "c2", "c3" })
        {
            var answer = await _client.SearchAsync(new { query = "ferry", filters = new { user_id = _user }, conv_id = conversation });
            answer.Values("results", "conv_id")[0].ShouldBe(conversation);
        }
    }

    [Fact]
    public async Task A_role_that_is_a_name_is_the_speakers()
    {
        await _client.AddAsync(new
        {
            infer = false,
            user_id = _user,
            flush_after = false,
            messages = new object[] { new { role = "Miriam", content = "It was raining." }, new { role = "Jonas", content = "It was sunny." } },
        });

        var answer = await _client.SearchAsync(new { query = "Jonas", filters = new { user_id = _user }, top_k = 1 });

        answer.Values("results", "memory").ShouldBe(["It was sunny."]);
    }

    [Fact]
    public async Task Another_organization_finds_nothing_of_this_one()
    {
        await _client.RememberAsync(_user, "The safe is behind the picture.");
        var stranger = await fixture.Server.CreateStrangerAsync();

        (await stranger.SearchAsync(new { query = "safe picture", filters = new { user_id = _user } })).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
        (await stranger.SearchAsync(new { query = "safe picture" })).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    private Task<Answer> AddTripAsync() => _client.AddAsync(new
    {
        user_id = _user,
        conv_id = "trip",
        flush_after = true,
        messages = new object[]
        {
            new { role = "user", content = "My cousin Erik and I are planning a camping trip to Norway in July.", date = "2024-02-03", dia_id = "t1" },
            new { role = "assistant", content = List, date = "2024-02-03", dia_id = "t2" },
            new { role = "user", content = "My cousin Erik owns a red canoe.", date = "2024-02-03", dia_id = "t3" },
        },
    });

    private object Tagged(string text, string tag, int size) => new
    {
        infer = false,
        user_id = _user,
        conv_id = $"conv-{tag}",
        flush_after = false,
        metadata = new { tag, size },
        messages = new[] { new { role = "user", content = text } },
    };

    private static double Best(Answer answer) =>
        answer.Json.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("score").GetDouble()).DefaultIfEmpty(0).First();

    private string Shown(Answer answer) => Scores().Replace(
        Timings().Replace(answer.Pattern.Replace(_user, "USER", StringComparison.Ordinal), "\"stage_timings\":{TIMINGS}"), "\"score\":SCORE");

    [GeneratedRegex("\"stage_timings\":\\{(\"[a-z_]+\":[0-9.E-]+,?)+\\}")]
    private static partial Regex Timings();

    [GeneratedRegex("\"score\":[0-9.E-]+")]
    private static partial Regex Scores();
}
