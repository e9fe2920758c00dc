using System.Net;
using FencyGrid.Api.Tests.XTrace;

namespace FencyGrid.Api.Tests.Vai;

/// <summary>VirtuousAI's memories as whole documents.</summary>
public sealed class VaiMemoryTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Path = "/api/v1/memory";

    [Fact]
    public async Task A_memory_that_is_created_is_answered_whole_and_found_by_its_id()
    {
        var client = fixture.Server.Client;

        var created = await client.PostAsync(Path, new { content = "The user drinks green tea." });
        var found = await client.GetAnswerAsync($"{Path}/{created.Id.ToUpperInvariant()}");

        created.Status.ShouldBe(HttpStatusCode.Created, created.Text);
        created.Pattern.ShouldBe(
            """{"content":"The user drinks green tea.","createdAt":"TIME","id":"UUID","organizationId":"00000000-0000-0000-0000-000000000000","source":"explicit","sourceThreadId":null,"sourceTurnId":null}""");
        found.Status.ShouldBe(HttpStatusCode.OK);
        found.Text.ShouldBe(created.Text);
    }

    [Fact]
    public async Task A_memory_that_was_read_from_a_conversation_names_its_thread_and_turn()
    {
        var client = await fixture.Server.CreateStrangerAsync();
        var thread = Guid.NewGuid();
        object[] messages = [new { role = "user", content = "My sister Anna works at Siemens as an engineer." }];
        var added = await client.AddAsync(new { conv_id = thread.ToString(), messages });
        var turn = added.Json.GetProperty("stored_facts")[0].GetProperty("source_event_ids")[0].GetString();

        var listed = await client.GetAnswerAsync(Path);

        var memory = listed.Json.GetProperty("memories").EnumerateArray().Single();
        memory.GetProperty("source").GetString().ShouldBe("conversation");
        memory.GetProperty("sourceThreadId").GetString().ShouldBe(thread.ToString());
        memory.GetProperty("sourceTurnId").GetString().ShouldBe(turn);
    }

    [Fact]
    public async Task A_conversation_whose_id_is_no_UUID_has_the_same_thread_id_every_time()
    {
        var client = await fixture.Server.CreateStrangerAsync();
        foreach (var (conversation, text) in new[] { ("a", "one"), ("b", "two"), ("a", "three") })
        {
            await client.AddAsync(new { infer = false, conv_id = conversation, messages = new[] { new { role = "user", content = text } } });
        }

        var threads = (await client.GetAnswerAsync(Path)).Values("memories", "sourceThreadId");

        threads.ShouldAllBe(thread => Guid.Parse(thread) != Guid.Empty);
        threads[0].ShouldBe(threads[2]);
        threads[1].ShouldNotBe(threads[0]);
    }

    [Fact]
    public async Task A_list_is_newest_first_with_a_limit_an_offset_and_the_total()
    {
        var client = await fixture.Server.CreateStrangerAsync();
        foreach (var content in new[] { "The user owns a boat.", "The user plays chess.", "The user was born in Oslo." })
        {
            await client.PostAsync(Path, new { content });
        }

        var all = await client.GetAnswerAsync(Path);
        var part = await client.GetAnswerAsync($"{Path}?limit=1&offset=1");
        var past = await client.GetAnswerAsync($"{Path}?offset=10");

        all.Values("memories", "content").ShouldBe(["The user was born in Oslo.", "The user plays chess.", "The user owns a boat."]);
        part.Text.ShouldBe($$"""{"memories":[{{all.Json.GetProperty("memories")[1].GetRawText()}}],"total":3}""");
        past.Text.ShouldBe("""{"memories":[],"total":3}""");
        all.Json.GetProperty("memories")[0].GetProperty("organizationId").GetGuid().ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task Of_a_list_without_a_limit_fifty_are_answered()
    {
        var client = await fixture.Server.CreateStrangerAsync();
        await client.RememberAsync("default", [.. Enumerable.Range(0, 60).Select(i => $"Entry {i}")]);

        var answer = await client.GetAnswerAsync(Path);

        answer.Json.GetProperty("memories").GetArrayLength().ShouldBe(50);
        answer.Json.GetProperty("total").GetInt64().ShouldBe(60);
    }

    [Fact]
    public async Task A_deleted_memory_is_gone_and_deleting_it_again_is_a_404()
    {
        var client = fixture.Server.Client;
        var id = (await client.PostAsync(Path, new { content = "The user fears spiders." })).Id;

        var deleted = await client.SendJsonAsync(HttpMethod.Delete, $"{Path}/{id}");

        deleted.Status.ShouldBe(HttpStatusCode.NoContent);
        deleted.Text.ShouldBeEmpty();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
        {
            var again = await client.SendJsonAsync(method, $"{Path}/{id}");
            again.Status.ShouldBe(HttpStatusCode.NotFound);
            again.Text.ShouldBe($$"""{"detail":"No memory with id '{{id}}' exists."}""");
        }
    }

    [Fact]
    public async Task Saying_the_same_again_answers_the_memory_that_is_known()
    {
        var client = await fixture.Server.CreateStrangerAsync();
        var first = await client.PostAsync(Path, new { content = "The user keeps bees." });

        var second = await client.PostAsync(Path, new { content = "The user keeps bees." });

        second.Text.ShouldBe(first.Text);
        (await client.GetAnswerAsync(Path)).Json.GetProperty("total").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Backfilling_tells_what_it_did_and_where_to_go_on()
    {
        var client = await fixture.Server.CreateStrangerAsync();
        await client.RememberAsync("default", "it rains", "it snows", "it pours");

        var first = await client.PostAsync($"{Path}/backfill-entities?limit=2&chunk_size=1", "");
        var rest = await client.PostAsync($"{Path}/backfill-entities?limit=2&offset=2", "");
        var byDefault = await client.PostAsync($"{Path}/backfill-entities", "");

        first.Text.ShouldBe("""{"examined":2,"failed":0,"hasMore":true,"limit":2,"nextOffset":2,"offset":0,"processed":0,"skipped":2}""");
        rest.Text.ShouldBe("""{"examined":1,"failed":0,"hasMore":false,"limit":2,"nextOffset":3,"offset":2,"processed":0,"skipped":1}""");
        byDefault.Text.ShouldBe("""{"examined":3,"failed":0,"hasMore":false,"limit":20,"nextOffset":3,"offset":0,"processed":0,"skipped":3}""");
    }

    [Fact]
    public async Task What_is_not_the_default_agents_and_users_reads_as_unknown()
    {
        var client = await fixture.Server.CreateStrangerAsync();
        var others = (await client.RememberAsync("somebody", "A note.")).Single();

        (await client.GetAnswerAsync($"{Path}/{others}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await client.SendJsonAsync(HttpMethod.Delete, $"{Path}/{others}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAnswerAsync(Path)).Text.ShouldBe("""{"memories":[],"total":0}""");
        (await client.GetAnswerAsync($"/v1/memories/{others}/")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_that_was_made_for_a_user_means_that_users_memories()
    {
        var client = await fixture.Server.CreateStrangerAsync();
        var issued = await client.PostAsync("/admin/v1/keys", new { name = "Alice's phone", userId = "alice" });
        using var alice = fixture.Server.CreateClient(issued.Json.GetProperty("value").GetString());
        var note = (await client.RememberAsync("alice", "The boat is in Bergen.")).Single();

        var created = await alice.PostAsync(Path, new { content = "The user sails at weekends." });

        issued.Json.GetProperty("userId").GetString().ShouldBe("alice");
        (await alice.GetAnswerAsync(Path)).Ids("memories").ShouldBe([created.Id, note]);
        (await client.GetAnswerAsync(Path)).Json.GetProperty("total").GetInt64().ShouldBe(0);
        (await client.ListAsync(new { filters = new { user_id = "alice" } })).Ids("results").ShouldBe([created.Id, note]);
        (await client.GetAnswerAsync($"{Path}/{created.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"name":"k","userId":"*"}""", "*")]
    [InlineData("""{"name":"k","userId":"alice","kind":"PUBLISHABLE"}""", "userId")]
    public async Task A_key_is_not_made_for_what_is_no_user(string body, string word)
    {
        var answer = await fixture.Server.Client.PostAsync("/admin/v1/keys", body);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Text.ShouldContain(word);
    }
}
