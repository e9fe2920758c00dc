using System.Net;
using System.Text.Json;

namespace FencyGrid.Api.Tests.Sonzai;

public sealed class TreeTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task The_tree_shows_branches_topics_and_the_facts_under_them()
    {
        var id = await _client.AddFactAsync("tree", "ann", "Ann lives in Oslo.");

        var tree = await _client.ReadAsync("tree/memory?user_id=ann&include_contents=true");

        tree.Shown().ShouldStartWith(
            """
            {"$schema":"HOST/api/v1/schemas/MemoryResponse.json","nodes":[{"node_id":"ID","agent_id":"tree","user_id":"ann","path":"/identity","name":"identity",
            """);
        var nodes = tree.Json.GetProperty("nodes").EnumerateArray().ToList();
        var branch = nodes[0];
        var topic = nodes[1];
        topic.GetProperty("parent_id").GetString().ShouldBe(branch.GetProperty("node_id").GetString());
        topic.GetProperty("content_refs")[0].GetString().ShouldBe(id);
        topic.GetProperty("depth").GetInt64().ShouldBe(1);
        var contents = tree.Json.GetProperty("contents").GetProperty(topic.GetProperty("node_id").GetString()!);
        contents[0].GetProperty("fact_id").GetString().ShouldBe(id);
        (await _client.ReadAsync($"tree/memory?parent_id={branch.GetProperty("node_id").GetString()}")).Texts("nodes", "node_id")
            .ShouldBe([topic.GetProperty("node_id").GetString()!]);
        (await _client.ReadAsync("tree/memory?memory_type=procedural")).Texts("nodes", "path").ShouldBeEmpty();
        (await _client.ReadAsync("tree/memory")).Json.TryGetProperty("contents", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_fact_may_be_hung_under_a_node_by_its_id()
    {
        await _client.AddFactAsync("nodes", "ann", "Ann lives in Oslo.");
        var node = (await _client.ReadAsync("nodes/memory?user_id=ann")).Texts("nodes", "node_id")[0];

        var placed = await _client.PostAsync("nodes/memory/facts", new { content = "Ann keeps bees.", user_id = "ann", node_id = node });

        placed.Json.GetProperty("node_id").GetString().ShouldBe(node);
        (await _client.PostAsync("nodes/memory/facts", new { content = "Ann owns a kayak.", user_id = "ann", node_id = "unknown" }))
            .ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "body", "node");
    }

    [Fact]
    public async Task Facts_of_the_agent_itself_are_its_wisdom()
    {
        var wisdom = await _client.PostAsync("wise/memory/facts", """{"content":"The observatory closes at nine.","metadata":{"scope":"agent_global"}}""");
        var own = await _client.AddFactAsync("wise", "ann", "Ann keeps bees.");

        wisdom.Json.TryGetProperty("user_id", out _).ShouldBeFalse();
        wisdom.Json.GetProperty("scope_hint").GetString().ShouldBe("agent_global");
        (await _client.ReadAsync("wise/memory?scope=wisdom&include_contents=true")).Text.ShouldContain(wisdom.FactId());
        (await _client.ReadAsync("wise/memory?scope=wisdom&include_contents=true")).Text.ShouldNotContain(own);
        (await _client.ReadAsync($"wise/memory/wisdom/audit/{wisdom.FactId()}")).Shown().ShouldStartWith(
            """{"$schema":"HOST/api/v1/schemas/WisdomAuditResponse.json","fact_id":"ID","content":"The observatory closes at nine.","source_user_count":0,"promotion_confidence":""");
        (await _client.ReadAsync($"wise/memory/wisdom/audit/{own}")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await _client.RemoveAsync($"wise/memory/wisdom/{own}")).ShouldBeProblem(HttpStatusCode.NotFound);
        (await _client.RemoveAsync($"wise/memory/wisdom/{wisdom.FactId()}")).Shown()
            .ShouldBe("""{"$schema":"HOST/api/v1/schemas/DeleteWisdomResponse.json","success":true,"fact_id":"ID"}""");
        (await _client.ReadAsync("wise/memory/facts")).Texts("facts", "content").ShouldBe(["Ann keeps bees."]);
    }

    [Fact]
    public async Task A_reset_counts_what_it_removed_and_leaves_other_users_alone()
    {
        await _client.AddFactAsync("reset", "ann", "Ann lives in Bergen.");
        await _client.AddFactAsync("reset", "ann", "Ann lives in Oslo.");
        await _client.PostAsync("reset/memory/facts?instance_id=eu", """{"content":"Ann owns a kayak.","user_id":"ann"}""");
        await _client.AddFactAsync("reset", "bob", "Bob plays chess.");
        var nodes = (await _client.ReadAsync("reset/memory?user_id=ann")).Json.GetProperty("nodes").GetArrayLength();

        var reset = await _client.RemoveAsync("reset/memory?user_id=ann");

        reset.Shown().ShouldBe(
            $$"""{"$schema":"HOST/api/v1/schemas/ResetMemoryResponse.json","success":true,"status":"completed","facts_deleted":3,"nodes_deleted":{{nodes}}}""");
        (await _client.ReadAsync("reset/memory/facts")).Texts("facts", "content").ShouldBe(["Bob plays chess."]);
        (await _client.RemoveAsync("reset/memory?user_id=ann")).Json.GetProperty("facts_deleted").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task A_search_finds_what_was_just_written_in_each_mode_over_one_user_or_all()
    {
        await _client.AddFactAsync("find", "ann", "Ann keeps bees behind the church.");
        await _client.AddFactAsync("find", "bob", "Bob plays chess on Fridays.");

        foreach (var mode in new[] { "semantic", "bm25", "auto" })
        {
            (await _client.ReadAsync($"find/memory/search?q=bees&user_id=ann&mode={mode}")).Texts("results", "content").ShouldBe(["Ann keeps bees behind the church."], mode);
        }

        var all = await _client.ReadAsync("find/memory/search?q=who+plays+chess&limit=1&include_verbatim=false");
        all.Texts("results", "content").ShouldBe(["Bob plays chess on Fridays."]);
        all.Json.GetProperty("results")[0].EnumerateObject().Select(field => field.Name).ShouldBe(["fact_id", "content", "fact_type", "score"]);
        all.Json.GetProperty("results")[0].GetProperty("score").GetDouble().ShouldBeInRange(0, 1);
        (await _client.ReadAsync("elsewhere/memory/search?q=bees")).Texts("results", "content").ShouldBeEmpty();
    }
}
