using System.Net;
using System.Text.Json;

namespace FencyGrid.Api.Tests.XTrace;

/// <summary>Lists, and one memory by its id.</summary>
public sealed class XTraceMemoryTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;
    private readonly string _user = XTraceClient.NewUser();

    [Fact]
    public async Task A_list_comes_in_pages_that_lead_to_one_another()
    {
        await _client.RememberAsync(_user, "one", "two", "three", "four", "five");
        var body = new { filters = new { user_id = _user }, page_size = 2 };

        var first = await _client.ListAsync(body);
        var second = await _client.PostAsync(first.Json.GetProperty("next").GetString()!, body);
        var third = await _client.PostAsync(second.Json.GetProperty("next").GetString()!, body);
        var back = await _client.PostAsync(third.Json.GetProperty("previous").GetString()!, body);

        first.Pattern.Replace(_user, "USER", StringComparison.Ordinal).ShouldBe(
            """
            {"count":5,"next":"ADDRESS/v1/memories/?page=2&page_size=2","previous":null,"results":[
            {"id":"UUID","memory":"five","agent_id":"default","categories":[],"conv_id":"UUID","created_at":"TIME","metadata":{},"score":null,"updated_at":"TIME","user_id":"USER"},
            {"id":"UUID","memory":"four","agent_id":"default","categories":[],"conv_id":"UUID","created_at":"TIME","metadata":{},"score":null,"updated_at":"TIME","user_id":"USER"}]}
            """.ReplaceLineEndings("").Replace("ADDRESS", fixture.Server.Address.ToString().TrimEnd('/'), StringComparison.Ordinal));
        second.Values("results", "memory").ShouldBe(["three", "two"]);
        third.Values("results", "memory").ShouldBe(["one"]);
        third.Json.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        back.Text.ShouldBe(second.Text);
    }

    [Fact]
    public async Task A_page_past_the_end_is_empty_and_leads_back_to_the_last()
    {
        await _client.RememberAsync(_user, "one", "two", "three");

        var answer = await _client.ListAsync(new { filters = new { user_id = _user }, page = 1_000_000, page_size = 2 });

        answer.Text.ShouldBe($$"""{"count":3,"next":null,"previous":"{{fixture.Server.Address}}v1/memories/?page=2&page_size=2","results":[]}""");
    }

    [Fact]
    public async Task A_memory_is_found_by_its_id_however_the_id_is_written()
    {
        var id = (await _client.RememberAsync(_user, "The key is under the mat.")).Single();

        var answer = await _client.GetAnswerAsync($"/v1/memories/{id}/");

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Pattern.Replace(_user, "USER", StringComparison.Ordinal).ShouldBe(
            """{"id":"UUID","memory":"The key is under the mat.","agent_id":"default","categories":[],"conv_id":"UUID","created_at":"TIME","metadata":{},"score":null,"updated_at":"TIME","user_id":"USER"}""");
        (await _client.GetAnswerAsync($"/v1/memories/{id.ToUpperInvariant()}/")).Text.ShouldBe(answer.Text);
    }

    [Fact]
    public async Task A_new_text_is_a_new_memory_in_place_of_the_old_one()
    {
        var id = (await _client.RememberAsync(_user, "The key is under the mat.")).Single();

        var answer = await _client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}/", """{"text":"The key is in the lamp.","metadata":{"checked":true}}""");

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Id.ShouldNotBe(id);
        answer.Json.GetProperty("memory").GetString().ShouldBe("The key is in the lamp.");
        answer.Json.GetProperty("metadata").GetRawText().ShouldBe("""{"checked":true}""");
        (await _client.GetAnswerAsync($"/v1/memories/{answer.Id}/")).Text.ShouldBe(answer.Text);
        (await _client.SearchAsync(new { query = "key", filters = new { user_id = _user } })).Ids("results").ShouldBe([answer.Id]);
    }

    [Fact]
    public async Task Metadata_is_merged_field_by_field_and_the_id_stays()
    {
        var id = (await _client.RememberAsync(_user, "A note.")).Single();
        await _client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}/", """{"metadata":{"a":1,"b":2}}""");

        var answer = await _client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}/", """{"metadata":{"b":null,"c":3}}""");

        answer.Id.ShouldBe(id);
        answer.Json.GetProperty("metadata").GetRawText().ShouldBe("""{"a":1,"c":3}""");
    }

    [Fact]
    public async Task A_patch_of_nothing_answers_the_memory_as_it_is()
    {
        var id = (await _client.RememberAsync(_user, "A note.")).Single();
        var before = await _client.GetAnswerAsync($"/v1/memories/{id}/");

        (await _client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}/", "{}")).Text.ShouldBe(before.Text);
    }

    [Fact]
    public async Task A_new_text_of_an_artifact_is_its_next_version()
    {
        await _client.AddAsync(new
        {
            user_id = _user,
            conv_id = "c",
            messages = new[] { new { role = "assistant", content = "Here is the shopping list:\n- flour\n- eggs\n- milk\n" } },
        });
        var id = (await _client.ListAsync(new { filters = new { user_id = _user, type = "artifact" } })).Ids("results").Single();

        var answer = await _client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}/", """{"text":"- flour\n- eggs\n- butter"}""");

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Json.GetProperty("memory").GetString().ShouldBe("- flour\n- eggs\n- butter");
        var found = await _client.SearchAsync(new { query = "shopping list", filters = new { user_id = _user }, mode = "context" });
        var artifact = found.Json.GetProperty("artifacts").EnumerateArray().Single();
        artifact.GetProperty("artifact_id").GetString().ShouldBe(answer.Id);
        artifact.GetProperty("version").GetInt32().ShouldBe(2);
        artifact.GetProperty("is_latest").GetBoolean().ShouldBeTrue();
        artifact.GetProperty("parent_artifact_id").GetString().ShouldBe(id);
        artifact.GetProperty("root_artifact_id").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task A_deleted_memory_is_gone_and_deleting_it_again_is_a_404()
    {
        var id = (await _client.RememberAsync(_user, "The password is swordfish.")).Single();

        var deleted = await _client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{id}/");

        deleted.Status.ShouldBe(HttpStatusCode.OK);
        deleted.Text.ShouldBe($$"""{"id":"{{id}}","status":"deleted"}""");
        (await _client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{id}/")).ShouldBeError(HttpStatusCode.NotFound, "not_found", id);
        (await _client.GetAnswerAsync($"/v1/memories/{id}/")).ShouldBeError(HttpStatusCode.NotFound, "not_found", id);
        (await _client.SearchAsync(new { query = "password swordfish", filters = new { user_id = _user } })).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Another_organizations_memory_reads_as_one_that_does_not_exist()
    {
        var id = (await _client.RememberAsync(_user, "A secret.")).Single();
        var stranger = await fixture.Server.CreateStrangerAsync();
        var unknown = Guid.NewGuid().ToString();

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Patch, HttpMethod.Delete })
        {
            var theirs = await stranger.SendJsonAsync(method, $"/v1/memories/{id}/", """{"text":"x"}""");
            var none = await stranger.SendJsonAsync(method, $"/v1/memories/{unknown}/", """{"text":"x"}""");
            theirs.Status.ShouldBe(HttpStatusCode.NotFound);
            theirs.Text.Replace(id, unknown, StringComparison.Ordinal).ShouldBe(none.Text);
        }

        (await _client.GetAnswerAsync($"/v1/memories/{id}/")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
