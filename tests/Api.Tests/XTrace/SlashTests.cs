using System.Net;

namespace FencyGrid.Api.Tests.XTrace;

/// <summary>Paths that Fency and XTrace share but for the slash at the end.</summary>
public sealed class SlashTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_post_without_the_slash_creates_a_document_memory_and_with_it_lists_tree_memories()
    {
        var client = await fixture.Server.CreateStrangerAsync();
        var typeId = await client.CreateTypeAsync();
        var body = $$"""{"memoryTypeId":"{{typeId}}","sourceType":"TEXT","title":"t","text":"x"}""";

        var created = await client.SendJsonAsync(HttpMethod.Post, "/v1/memories", body);
        var listed = await client.SendJsonAsync(HttpMethod.Post, "/v1/memories/", body);

        created.Status.ShouldBe(HttpStatusCode.Created);
        created.Id.ShouldStartWith("mem_");
        listed.Status.ShouldBe(HttpStatusCode.OK);
        listed.Text.ShouldBe("""{"count":0,"next":null,"previous":null,"results":[]}""");
        (await client.GetAnswerAsync("/v1/memories")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_get_of_the_collection_lists_document_memories_and_has_no_counterpart_with_a_slash()
    {
        (await _client.GetAnswerAsync("/v1/memories")).Json.TryGetProperty("items", out _).ShouldBeTrue();
        (await _client.GetAnswerAsync("/v1/memories/")).ShouldBeError(HttpStatusCode.NotFound, "not_found", "/v1/memories/");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_document_memory_is_known_without_the_slash_only(string method)
    {
        var id = await _client.CreateMemoryAsync(await _client.CreateTypeAsync());
        await _client.GetSynchronizedAsync(id);

        (await _client.SendJsonAsync(new HttpMethod(method), $"/v1/memories/{id}/", "{}")).ShouldBeError(HttpStatusCode.NotFound, "not_found", id);
        (await _client.GetAnswerAsync($"/v1/memories/{id}")).Status.ShouldBe(HttpStatusCode.OK);
        (await _client.SendJsonAsync(new HttpMethod(method), $"/v1/memories/{id}", """{"title":"T"}""")).Message.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_tree_memory_is_known_with_the_slash_only(string method)
    {
        var id = (await _client.RememberAsync(XTraceClient.NewUser(), "A note.")).Single();

        (await _client.SendJsonAsync(new HttpMethod(method), $"/v1/memories/{id}", "{}")).ShouldBeError(HttpStatusCode.NotFound, "not_found", id);
        (await _client.GetAnswerAsync($"/v1/memories/{id}/")).Status.ShouldBe(HttpStatusCode.OK);
        (await _client.SendJsonAsync(new HttpMethod(method), $"/v1/memories/{id}/", """{"metadata":{"a":1}}""")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("add", """{"messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("search", """{"query":"x"}""")]
    public async Task The_other_paths_exist_with_the_slash_only(string path, string body)
    {
        var client = await fixture.Server.CreateStrangerAsync();

        var without = await client.SendJsonAsync(HttpMethod.Post, $"/v1/memories/{path}", body);
        var with = await client.SendJsonAsync(HttpMethod.Post, $"/v1/memories/{path}/", body);

        without.Message.IsSuccessStatusCode.ShouldBeFalse();
        with.Status.ShouldBe(HttpStatusCode.OK, with.Text);
    }
}
