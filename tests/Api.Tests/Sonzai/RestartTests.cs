using System.Net;
using System.Text.Json;

namespace FencyGrid.Api.Tests.Sonzai;

/// <summary>What is still there, and what is not, when a server comes back on the memory trees of an earlier one.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("fencygrid-sonzai-");

    [Fact]
    public async Task Facts_history_nodes_summaries_and_page_tokens_are_as_they_were()
    {
        string[] paths =
        [
            "mira/memory/facts?user_id=ann", "mira/users/ann/facts", "mira/memory?user_id=ann&include_contents=true", "mira/memory?scope=wisdom",
            "mira/memory/summaries", "mira/memory/consolidations?user_id=ann", "mira/memory/timeline?user_id=ann",
        ];
        var before = new List<string>();
        string history, token, second;
        await using (var server = await TestServer.StartAsync(dataDirectory: _data.FullName))
        {
            await server.Client.AddFactAsync("mira", "ann", "Ann lives in Bergen.");
            second = await server.Client.AddFactAsync("mira", "ann", "Ann lives in Oslo.");
            await server.Client.PostAsync("mira/memory/facts/bulk", """{"user_id":"ann","facts":[{"content":"Ann keeps bees behind the church."},{"content":"Ann is allergic to walnuts.","importance":0.9}]}""");
            await server.Client.PostAsync("mira/memory/facts", """{"content":"The observatory closes at nine.","metadata":{"scope":"agent_global"}}""");
            await server.Client.PostAsync("mira/memory/consolidate", """{"period":"weekly","user_id":"ann"}""");
            foreach (var path in paths)
            {
                before.Add((await server.Client.ReadAsync(path)).Text);
            }

            history = (await server.Client.ReadAsync($"mira/memory/fact/{second}/history")).Text;
            token = (await server.Client.ReadAsync("mira/memory/facts?user_id=ann&limit=1")).Json.GetProperty("next_page_token").GetString()!;
        }

        await using var again = await TestServer.StartAsync(dataDirectory: _data.FullName);

        foreach (var (path, text) in paths.Zip(before))
        {
            Unhosted((await again.Client.ReadAsync(path)).Text).ShouldBe(Unhosted(text), path);
        }

        Unhosted((await again.Client.ReadAsync($"mira/memory/fact/{second}/history")).Text).ShouldBe(Unhosted(history));
        (await again.Client.ReadAsync($"mira/memory/facts?user_id=ann&limit=1&page_token={Uri.EscapeDataString(token)}")).Texts("facts", "content").ShouldBe(["Ann keeps bees behind the church."]);
        (await again.Client.ReadAsync("mira/memory/search?user_id=ann&q=bees")).Texts("results", "content").ShouldBe(["Ann keeps bees behind the church."]);
    }

    [Fact]
    public async Task A_run_can_be_undone_after_a_restart_and_stays_undone_after_another()
    {
        string run, before;
        await using (var server = await TestServer.StartAsync(new Dictionary<string, string?> { ["FencyGrid:Trees:LossBudget"] = "1" }, dataDirectory: _data.FullName))
        {
            await server.Client.AddFactAsync("mira", "ann", "Clara teaches physics in Turku.");
            await server.Client.AddFactAsync("mira", "ann", "Ann visits Clara every summer.");
            before = Unhosted((await server.Client.ReadAsync("mira/memory?user_id=ann&include_contents=true")).Text);
            await server.Client.PostAsync("mira/memory/consolidate", """{"period":"daily","user_id":"ann"}""");
            run = (await server.Client.ReadAsync("mira/memory/consolidations?user_id=ann")).Texts("consolidations", "run_id")[0];
            Unhosted((await server.Client.ReadAsync("mira/memory?user_id=ann&include_contents=true")).Text).ShouldNotBe(before);
        }

        await using (var second = await TestServer.StartAsync(dataDirectory: _data.FullName))
        {
            (await second.Client.PostAsync($"mira/memory/consolidations/{run}/undo", "{}")).Status.ShouldBe(HttpStatusCode.OK);
        }

        await using var third = await TestServer.StartAsync(dataDirectory: _data.FullName);
        Unhosted((await third.Client.ReadAsync("mira/memory?user_id=ann&include_contents=true")).Text).ShouldBe(before);
        (await third.Client.ReadAsync("mira/memory/summaries")).Texts("summaries", "summary").ShouldBeEmpty();
        (await third.Client.ReadAsync("mira/memory/consolidations")).Texts("consolidations", "status").ShouldBe(["undone"]);
    }

    [Fact]
    public async Task After_a_reset_no_answer_and_nothing_stored_holds_a_word_of_the_user_and_others_keep_theirs()
    {
        await using (var server = await TestServer.StartAsync(dataDirectory: _data.FullName))
        {
            foreach (var user in (string[])["ann", "bob", "cid"])
            {
                await server.Client.AddFactAsync("mira", user, "The user polishes quaxite lenses at dawn.");
            }

            await server.Client.AddFactAsync("mira", "ann", "Ann hid the zweihander in Osthofen.");
            await server.Client.AddFactAsync("mira", "bob", "Bob plays the hurdygurdy.");
            await server.Client.PostAsync("mira/memory/consolidate", """{"period":"weekly","user_id":""}""");
            (await server.Client.ReadAsync("mira/memory/search?q=zweihander")).Text.ShouldContain("zweihander");
            (await WisdomAsync(server.Client)).ShouldNotBeEmpty();
            var facts = (await server.Client.ReadAsync("mira/memory/facts?user_id=ann")).Json.GetProperty("total_count").GetInt32();
            var nodes = (await server.Client.ReadAsync("mira/memory?user_id=ann&limit=200")).Json.GetProperty("nodes").GetArrayLength();

            var reset = await server.Client.RemoveAsync("mira/memory?user_id=ann");

            reset.Json.GetProperty("facts_deleted").GetInt32().ShouldBe(facts);
            reset.Json.GetProperty("nodes_deleted").GetInt32().ShouldBe(nodes);
            await ShouldBeGoneAsync(server.Client);
        }

        var stored = await TestEngine.ReadStoredAsync(_data.FullName);
        stored.ShouldContain("hurdygurdy");
        stored.ShouldNotContain("zweihander");

        await using var again = await TestServer.StartAsync(dataDirectory: _data.FullName);
        await ShouldBeGoneAsync(again.Client);
        (await again.Client.ReadAsync("mira/memory/search?q=hurdygurdy")).Texts("results", "content").ShouldBe(["Bob plays the hurdygurdy."]);
    }

    [Fact]
    public async Task Wisdom_survives_a_restart_with_its_audit_and_a_deleted_one_does_not_come_back()
    {
        string id, audit;
        await using (var server = await TestServer.StartAsync(dataDirectory: _data.FullName))
        {
            foreach (var user in (string[])["ann", "bob", "cid"])
            {
                await server.Client.AddFactAsync("mira", user, "The user polishes quaxite lenses at dawn.");
            }

            id = (await WisdomAsync(server.Client)).ShouldHaveSingleItem();
            audit = Unhosted((await server.Client.ReadAsync($"mira/memory/wisdom/audit/{id}")).Text);
        }

        await using (var second = await TestServer.StartAsync(dataDirectory: _data.FullName))
        {
            Unhosted((await second.Client.ReadAsync($"mira/memory/wisdom/audit/{id}")).Text).ShouldBe(audit);
            (await second.Client.RemoveAsync($"mira/memory/wisdom/{id}")).Status.ShouldBe(HttpStatusCode.OK);
        }

        await using var third = await TestServer.StartAsync(dataDirectory: _data.FullName);
        await third.Client.AddFactAsync("mira", "dan", "The user polishes quaxite lenses at dawn.");
        await third.Client.PostAsync("mira/memory/consolidate", """{"period":"daily","user_id":""}""");
        (await WisdomAsync(third.Client)).ShouldBeEmpty();
        (await third.Client.ReadAsync($"mira/memory/wisdom/audit/{id}")).ShouldBeProblem(HttpStatusCode.NotFound);
    }

    public void Dispose() => _data.Delete(recursive: true);

    private static async Task ShouldBeGoneAsync(HttpClient client)
    {
        foreach (var path in (string[])["mira/memory/search?q=zweihander", "mira/memory/facts", "mira/memory?include_contents=true", "mira/memory/summaries", "mira/memory/timeline"])
        {
            (await client.ReadAsync(path)).Text.ShouldNotContain("zweihander", Case.Insensitive, path);
        }

        (await client.ReadAsync("mira/users/ann/facts")).Json.GetProperty("total").GetInt32().ShouldBe(0);
        (await WisdomAsync(client)).ShouldBeEmpty();
    }

    /// <summary>Ids of the facts in the agent's own tree.</summary>
    private static async Task<IReadOnlyList<string>> WisdomAsync(HttpClient client) =>
        [.. (await client.ReadAsync("mira/memory?scope=wisdom&include_contents=true")).Json.GetProperty("contents").EnumerateObject()
            .SelectMany(node => node.Value.EnumerateArray()).Select(fact => fact.GetProperty("fact_id").GetString()!)];

    /// <summary>Each server has an address of its own, and how recent a node is changes with the time.</summary>
    private static string Unhosted(string text)
    {
        using var document = JsonDocument.Parse(System.Text.RegularExpressions.Regex.Replace(text, "http://127\\.0\\.0\\.1:\\d+|\"recency\":[0-9.E-]+,?", ""));
        return document.RootElement.GetRawText();
    }
}
