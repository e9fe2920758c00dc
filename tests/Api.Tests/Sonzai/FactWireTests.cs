using System.Net;
using System.Text.Json;

namespace FencyGrid.Api.Tests.Sonzai;

/// <summary>Facts on the wire, whole documents.</summary>
public sealed class FactWireTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_created_fact_is_answered_whole()
    {
        var answer = await _client.PostAsync("wire/memory/facts", """{"$schema":"http://x/y","content":"Ann lives in Bergen.","user_id":"ann","importance":0.25,"confidence":0.5,"entities":["Ann"],"metadata":{"item_type":"home","tags":["a", "b"]}}""");

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Message.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        answer.Shown().ShouldBe(
            """
            {"$schema":"HOST/api/v1/schemas/AtomicFact.json","fact_id":"ID","agent_id":"wire","user_id":"ann","node_id":"ID","atomic_text":"Ann lives in Bergen.","fact_type":"user_fact","kind":"identity","item_type":"home","assertion":true,"confidence":0.5,"importance":0.25,"priority":"low","sentiment":"neutral","emotional_intensity":0,"character_salience":0,"relationship_relevance":0.5,"subject_relation":"experienced","temporal_relevance":"ongoing","scope_hint":"user","entities":["Ann"],"inferred_entities":["Bergen"],"metadata":{"item_type":"home","tags":["a","b"]},"source_type":"manual","polarity_group_id":HASH,"valid_from":TIME,"mention_count":1,"hit_count":0,"miss_count":0,"retention_strength":1,"last_confirmed":TIME,"last_retrieved_at":"0001-01-01T00:00:00.000000Z","created_at":TIME,"updated_at":TIME}
            """);
    }

    [Fact]
    public async Task A_list_shows_its_facts_newest_first_and_goes_on_by_its_token()
    {
        foreach (var n in new[] { "Ann keeps bees.", "Ann plays the cello.", "Ann speaks Finnish." })
        {
            await _client.AddFactAsync("lists", "ann", n);
        }

        var first = await _client.ReadAsync("lists/memory/facts?user_id=ann&limit=2");
        var token = first.Json.GetProperty("next_page_token").GetString()!;
        var second = await _client.ReadAsync($"lists/memory/facts?user_id=ann&limit=2&page_token={Uri.EscapeDataString(token)}");

        first.Texts("facts", "content").ShouldBe(["Ann speaks Finnish.", "Ann plays the cello."]);
        first.Json.GetProperty("total_count").GetInt64().ShouldBe(3);
        second.Texts("facts", "content").ShouldBe(["Ann keeps bees."]);
        second.Json.TryGetProperty("next_page_token", out _).ShouldBeFalse();
        second.Json.EnumerateObject().Select(field => field.Name).ShouldBe(["$schema", "facts", "total_count"]);
        second.Json.GetProperty("facts")[0].EnumerateObject().Select(field => field.Name).ShouldBe(
            ["fact_id", "content", "fact_type", "entity", "importance", "confidence", "mention_count", "source_type", "created_at", "updated_at"]);
    }

    [Fact]
    public async Task A_list_can_be_narrowed_to_a_type_a_user_and_an_instance()
    {
        await _client.AddFactAsync("narrow", "ann", "Ann keeps bees.");
        await _client.AddFactAsync("narrow", "bob", "Bob plays chess.");
        await _client.PostAsync("narrow/memory/facts", """{"content":"Ann wants a boat.","user_id":"ann","fact_type":"wish"}""");
        await _client.PostAsync("narrow/memory/facts?instance_id=eu", """{"content":"Ann owns a kayak.","user_id":"ann"}""");

        (await _client.ReadAsync("narrow/memory/facts")).Json.GetProperty("total_count").GetInt64().ShouldBe(4);
        (await _client.ReadAsync("narrow/memory/facts?user_id=bob")).Texts("facts", "content").ShouldBe(["Bob plays chess."]);
        (await _client.ReadAsync("narrow/memory/facts?fact_type=wish")).Texts("facts", "content").ShouldBe(["Ann wants a boat."]);
        (await _client.ReadAsync("narrow/memory/facts?instance_id=eu")).Texts("facts", "content").ShouldBe(["Ann owns a kayak."]);
        (await _client.ReadAsync("narrow/users/ann/facts?instance_id=eu")).Texts("facts", "content").ShouldBe(["Ann owns a kayak."]);
    }

    [Fact]
    public async Task A_users_facts_can_be_narrowed_by_their_metadata()
    {
        await _client.AddFactAsync("items", "ann", "Ann keeps bees.");
        await _client.PostAsync("items/memory/facts", """{"content":"Ann's hives are blue.","user_id":"ann","metadata":{"item_type":"hive","kind":"inventory"}}""");
        await _client.PostAsync("items/memory/facts", """{"content":"Ann's skis are red.","user_id":"ann","metadata":{"item_type":"ski"}}""");

        var hives = await _client.ReadAsync("items/users/ann/facts?metadata.item_type=hive");

        hives.Texts("facts", "content").ShouldBe(["Ann's hives are blue."]);
        hives.Json.GetProperty("total").GetInt64().ShouldBe(1);
        (await _client.ReadAsync("items/users/ann/facts?metadata.kind=inventory")).Texts("facts", "content").ShouldBe(["Ann's hives are blue."]);
        (await _client.ReadAsync("items/users/ann/facts?has_metadata=true")).Json.GetProperty("total").GetInt64().ShouldBe(2);
        (await _client.ReadAsync("items/users/ann/facts?has_metadata=false&limit=1")).Json.GetProperty("total").GetInt64().ShouldBe(3);
    }

    [Fact]
    public async Task A_bulk_keeps_the_order_and_leaves_out_what_cannot_be_written()
    {
        var answer = await _client.PostAsync("bulk/memory/facts/bulk", new
        {
            user_id = "ann",
            facts = new object[]
            {
                new { content = "Ann keeps bees." },
                new { content = " " },
                new { content = "Ann is tall.", importance = 1.5 },
                new { content = new string('x', 20_001) },
                new { content = "Bob plays chess.", user_id = "bob" },
                new { content = "The shop opens at ten.", metadata = new { scope = "agent_global" } },
            },
        });

        answer.Json.GetProperty("facts_created").GetInt64().ShouldBe(3);
        answer.Texts("facts", "atomic_text").ShouldBe(["Ann keeps bees.", "Bob plays chess.", "The shop opens at ten."]);
        answer.Json.GetProperty("facts").EnumerateArray().Select(fact => fact.TryGetProperty("user_id", out var user) ? user.GetString() : null).ShouldBe(["ann", "bob", null]);
        answer.Json.GetProperty("facts")[0].GetProperty("source_type").GetString().ShouldBe("manual");
    }

    [Fact]
    public async Task A_bulk_of_a_thousand_facts_is_taken_whole()
    {
        var facts = Enumerable.Range(0, 1000).Select(n => new { content = $"Locker {n} belongs to crew member {n * 7}." });

        var answer = await _client.PostAsync("thousand/memory/facts/bulk", new { user_id = "ann", facts });

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Json.GetProperty("facts").GetArrayLength().ShouldBe((int)answer.Json.GetProperty("facts_created").GetInt64());
        answer.Json.GetProperty("facts_created").GetInt64().ShouldBe(1000);
    }

    [Fact]
    public async Task An_update_changes_the_given_fields_alone_and_merges_metadata()
    {
        var created = await _client.PostAsync("update/memory/facts", """{"content":"Ann keeps bees.","user_id":"ann","importance":0.9,"metadata":{"a":1,"b":2}}""");

        var updated = await _client.PutAsync($"update/memory/facts/{created.FactId()}", """{"confidence":0.25,"metadata":{"b":null,"c":3}}""");

        updated.Status.ShouldBe(HttpStatusCode.OK, updated.Text);
        updated.FactId().ShouldBe(created.FactId());
        updated.Json.GetProperty("confidence").GetDouble().ShouldBe(0.25);
        updated.Json.GetProperty("importance").GetDouble().ShouldBe(0.9);
        updated.Json.GetProperty("atomic_text").GetString().ShouldBe("Ann keeps bees.");
        updated.Json.GetProperty("metadata").GetRawText().ShouldBe("""{"a":1,"c":3}""");
        (await _client.PutAsync($"update/memory/facts/{created.FactId()}", "{}")).Json.GetProperty("metadata").GetRawText().ShouldBe("""{"a":1,"c":3}""");
    }

    [Fact]
    public async Task A_deleted_fact_is_gone_from_everywhere()
    {
        var id = await _client.AddFactAsync("deleted", "ann", "Ann keeps bees.");

        var answer = await _client.RemoveAsync($"deleted/memory/facts/{id}");

        answer.Status.ShouldBe(HttpStatusCode.NoContent);
        answer.Text.ShouldBeEmpty();
        (await _client.ReadAsync("deleted/memory/facts")).Texts("facts", "content").ShouldBeEmpty();
        (await _client.ReadAsync("deleted/memory/search?q=bees")).Texts("results", "content").ShouldBeEmpty();
        (await _client.ReadAsync($"deleted/memory/fact/{id}/history")).ShouldBeProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_fact_that_is_told_again_is_confirmed_and_not_doubled()
    {
        var id = await _client.AddFactAsync("again", "ann", "Ann keeps bees.");

        var again = await _client.PostAsync("again/memory/facts", """{"content":"Ann keeps bees.","user_id":"ann"}""");

        again.FactId().ShouldBe(id);
        again.Json.GetProperty("mention_count").GetInt64().ShouldBe(2);
        (await _client.ReadAsync("again/memory/facts")).Json.GetProperty("total_count").GetInt64().ShouldBe(1);
    }
}
