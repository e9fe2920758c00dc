using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FencyGrid.Api.Tests.XTrace;

/// <summary>What comes of messages, as whole documents.</summary>
public sealed partial class XTraceAddTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_message_that_is_kept_as_it_stands_is_one_memory_with_its_conversation_date_and_id()
    {
        var user = XTraceClient.NewUser();

        var answer = await _client.AddAsync(new
        {
            messages = new object[]
            {
                new { role = "user", content = "Bob: I adopted a beagle.", date = "1:56 pm on 8 May, 2023", dia_id = "D1:1" },
                new { role = "assistant", content = "Lovely!", date = "the other day" },
            },
            mode = "import",
            infer = false,
            user_id = user,
            agent_id = "helper",
            conv_id = "talk-1",
            metadata = new { channel = "web" },
            flush_after = false,
        });

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        Shown(answer, user).ShouldBe(
            """
            {"consolidation_id_mapping":{},"flush_result":null,"message":"Remembered 2 facts, 0 artifacts and 0 episodes.","mode":"import",
            "results":[
            {"id":"UUID","memory":"Bob: I adopted a beagle.","agent_id":"helper","categories":["family"],"conv_id":"talk-1","created_at":"TIME","metadata":{"channel":"web"},"score":null,"updated_at":"TIME","user_id":"USER"},
            {"id":"UUID","memory":"Lovely!","agent_id":"helper","categories":[],"conv_id":"talk-1","created_at":"TIME","metadata":{"channel":"web"},"score":null,"updated_at":"TIME","user_id":"USER"}],
            "stage_timings":{TIMINGS},"status":"completed","stored_artifacts":[],
            "stored_facts":[
            {"fact_id":"UUID","text":"Bob: I adopted a beagle.","change_reason":null,"change_type":"created","consolidated_at":null,"conv_id":"talk-1","created_at":"TIME","episode_id":null,"event_date":"TIME","fact_type":"user_fact","metadata":{"channel":"web"},"origin":"verbatim","root_artifact_id":null,"score":null,"source_artifact_id":null,"source_dia_ids":["D1:1"],"source_event_ids":[],"source_role":"user","status":"active","supersedes":null},
            {"fact_id":"UUID","text":"Lovely!","change_reason":null,"change_type":"created","consolidated_at":null,"conv_id":"talk-1","created_at":"TIME","episode_id":null,"event_date":"the other day","fact_type":"user_fact","metadata":{"channel":"web"},"origin":"verbatim","root_artifact_id":null,"score":null,"source_artifact_id":null,"source_dia_ids":[],"source_event_ids":[],"source_role":"assistant","status":"active","supersedes":null}],
            "superseded_fact_ids":[]}
            """.ReplaceLineEndings(""));
        answer.Json.GetProperty("stored_facts")[0].GetProperty("event_date").GetString().ShouldBe("2023-05-08T13:56:00.000000Z");
        answer.Json.GetProperty("stage_timings").GetProperty("store").GetDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task What_is_read_from_a_chat_is_answered_whole()
    {
        var user = XTraceClient.NewUser();

        var answer = await _client.AddAsync(new
        {
            messages = new object[]
            {
                new { role = "user", content = "My sister Anna works at Siemens as an engineer.", date = "2023-05-08T13:56:00Z", dia_id = "m1" },
                new { role = "assistant", content = "Here is a packing list:\n- passport\n- camera\n- sunscreen\n", date = "2023-05-08T13:57:00Z", dia_id = "m2" },
            },
            user_id = user,
            conv_id = "talk-1",
            flush_hint = "force",
        });

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        Shown(answer, user).ShouldBe(
            """
            {"consolidation_id_mapping":{},
            "flush_result":{"episodes":[{"episode_id":"UUID","artifact_ids":["UUID"],"conv_id":"talk-1","ended_at":"TIME","fact_ids":["UUID"],"started_at":"TIME","summary":"8 May 2023: The user's sister Anna works at Siemens as an engineer.","title":"TITLE"}],"stage_timings":{TIMINGS}},
            "message":"Remembered 1 fact, 1 artifact and 1 episode.","mode":"chat",
            "results":[{"id":"UUID","memory":"The user's sister Anna works at Siemens as an engineer.","agent_id":"default","categories":["work","family","technology"],"conv_id":"talk-1","created_at":"TIME","metadata":{},"score":null,"updated_at":"TIME","user_id":"USER"}],
            "stage_timings":{TIMINGS},"status":"completed",
            "stored_artifacts":[{"artifact_id":"UUID","artifact_type":"list","content":"- passport\n- camera\n- sunscreen","conv_id":"talk-1","created_at":"TIME","descriptor_fact_ids":[],"episode_id":"UUID","is_latest":true,"name":"Here is a packing list","parent_artifact_id":null,"rationale":"Here is a packing list:","root_artifact_id":"UUID","score":null,"summary":"List of 3 items: passport; camera; sunscreen","version":1}],
            "stored_facts":[{"fact_id":"UUID","text":"The user's sister Anna works at Siemens as an engineer.","change_reason":null,"change_type":"created","consolidated_at":null,"conv_id":"talk-1","created_at":"TIME","episode_id":"UUID","event_date":"TIME","fact_type":"user_fact","metadata":{},"origin":"extracted","root_artifact_id":null,"score":null,"source_artifact_id":null,"source_dia_ids":["m1"],"source_event_ids":["UUID"],"source_role":"user","status":"active","supersedes":null}],
            "superseded_fact_ids":[]}
            """.ReplaceLineEndings(""));
        var artifact = answer.Json.GetProperty("stored_artifacts")[0];
        artifact.GetProperty("root_artifact_id").GetString().ShouldBe(artifact.GetProperty("artifact_id").GetString());
        var episode = answer.Json.GetProperty("flush_result").GetProperty("episodes")[0];
        episode.GetProperty("started_at").GetString().ShouldBe("2023-05-08T13:56:00.000000Z");
        episode.GetProperty("ended_at").GetString().ShouldBe("2023-05-08T13:57:00.000000Z");
        episode.GetProperty("fact_ids")[0].GetString().ShouldBe(answer.Ids("results")[0]);
    }

    [Fact]
    public async Task A_statement_that_contradicts_a_known_one_takes_its_place()
    {
        var user = XTraceClient.NewUser();
        var before = await _client.AddAsync(new { user_id = user, messages = new[] { new { role = "user", content = "I moved to Lisbon.", date = "2023-05-08" } } });

        var after = await _client.AddAsync(new { user_id = user, messages = new[] { new { role = "user", content = "I moved to Porto.", date = "2023-06-08" } } });

        var (oldId, newId) = (before.Ids("results").Single(), after.Ids("results").Single());
        JsonSerializer.Serialize(after.Json.GetProperty("superseded_fact_ids")).ShouldBe($"""[["{oldId}","{newId}"]]""");
        after.Json.GetProperty("stored_facts")[0].GetProperty("supersedes").GetString().ShouldBe(oldId);
        (await _client.ListAsync(new { filters = new { user_id = user } })).Ids("results").ShouldBe([newId]);
    }

    [Fact]
    public async Task A_message_without_a_date_was_said_when_the_dated_one_before_it_was()
    {
        var answer = await _client.AddAsync(new
        {
            user_id = XTraceClient.NewUser(),
            messages = new object[]
            {
                new { role = "user", content = "Hello again!", date = "1:56 pm on 8 May, 2023" },
                new { role = "user", content = "I sold my boat yesterday." },
            },
        });

        answer.Json.GetProperty("results")[0].GetProperty("memory").GetString()!.ShouldContain("7 May 2023");
    }

    [Fact]
    public async Task A_statement_that_is_known_already_is_mapped_to_the_fact_that_is_kept()
    {
        var user = XTraceClient.NewUser();
        object[] messages = [new { role = "user", content = "My sister Anna works at Siemens as an engineer." }];
        var first = await _client.AddAsync(new { user_id = user, messages });

        var second = await _client.AddAsync(new { user_id = user, messages });

        var mapping = second.Json.GetProperty("consolidation_id_mapping").EnumerateObject().Single();
        mapping.Value.GetString().ShouldBe(first.Ids("results").Single());
        mapping.Name.ShouldNotBe(mapping.Value.GetString());
        second.Ids("results").ShouldBe(first.Ids("results"));
    }

    [Fact]
    public async Task An_episode_is_built_when_asked_for_and_not_when_not()
    {
        var user = XTraceClient.NewUser();
        object[] messages = [new { role = "user", content = "My brother Tom plays the cello." }];

        var waiting = await _client.AddAsync(new { user_id = user, conv_id = "c", flush_after = false, messages });
        var flushed = await _client.AddAsync(new { user_id = user, conv_id = "c", flush_after = true, messages = new[] { new { role = "user", content = "My brother Tom lives in Ghent." } } });

        waiting.Json.GetProperty("flush_result").ValueKind.ShouldBe(JsonValueKind.Null);
        var episode = flushed.Json.GetProperty("flush_result").GetProperty("episodes").EnumerateArray().Single();
        episode.GetProperty("fact_ids").EnumerateArray().Select(id => id.GetString()).ShouldContain(waiting.Ids("results")[0]);
        (await _client.ListAsync(new { filters = new { user_id = user, type = "episode" } })).Ids("results").ShouldBe([episode.GetProperty("episode_id").GetString()!]);
    }

    [Fact]
    public async Task Without_agent_and_user_a_memory_is_the_default_users_with_the_default_agent()
    {
        var client = await fixture.Server.CreateStrangerAsync();

        var answer = await client.AddAsync(new { infer = false, messages = new[] { new { role = "user", content = "Anything." } } });

        var memory = answer.Json.GetProperty("results")[0];
        memory.GetProperty("agent_id").GetString().ShouldBe("default");
        memory.GetProperty("user_id").GetString().ShouldBe("default");
    }

    [Fact]
    public async Task Ten_thousand_messages_go_in_at_once()
    {
        var user = XTraceClient.NewUser();

        var answer = await _client.AddAsync(new
        {
            infer = false,
            mode = "import",
            flush_after = false,
            user_id = user,
            messages = Enumerable.Range(0, 10_000).Select(i => new { role = "user", content = $"Entry number {i} of the log." }),
        });

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text[..Math.Min(300, answer.Text.Length)]);
        answer.Json.GetProperty("results").GetArrayLength().ShouldBe(10_000);
        (await _client.ListAsync(new { filters = new { user_id = user }, page_size = 1 })).Json.GetProperty("count").GetInt64().ShouldBe(10_000);
    }

    private static string Shown(Answer answer, string user) =>
        Titles().Replace(Timings().Replace(answer.Pattern.Replace(user, "USER", StringComparison.Ordinal), "\"stage_timings\":{TIMINGS}"), "\"title\":\"TITLE\"");

    [GeneratedRegex("\"stage_timings\":\\{(\"[a-z_]+\":[0-9.E-]+,?)+\\}")]
    private static partial Regex Timings();

    // How an episode is put into words is the extraction's to test.
    [GeneratedRegex("\"title\":\"[^\"]+\"")]
    private static partial Regex Titles();
}
