using System.Net;

namespace FencyGrid.Api.Tests.Fency;

/// <summary>Memories as whole documents: field names, their order, nulls, timestamps.</summary>
public sealed class MemoryWireTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Metadata =
        """{"organization_id":"org_1234567890","allowed_roles":["Admin","Member"],"size":1337,"is_available":true,"mean_score":3.14}""";

    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_text_memory_is_answered_while_it_synchronizes()
    {
        var typeId = await _client.CreateTypeAsync();

        var answer = await _client.SendJsonAsync(HttpMethod.Post, "/v1/memories", $$"""
            {"memoryTypeId": "{{typeId}}", "sourceType": "TEXT", "title": "My text memory", "text": "This is the content.",
             "metadata": { "organization_id": "org_1234567890", "allowed_roles": ["Admin", "Member"], "size": 1337, "is_available": true, "mean_score": 3.14 } }
            """);

        answer.Status.ShouldBe(HttpStatusCode.Created);
        answer.Message.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        answer.Pattern.ShouldBe(
            """{"id":"mem_ID","createdAt":"TIME","updatedAt":"TIME","sourceType":"TEXT","typeId":"mty_ID","title":"My text memory","content":null,"contentParts":null,"contentStatus":"SYNCHRONIZING","metadata":"""
            + Metadata + "}");
        answer.Json.GetProperty("typeId").GetString().ShouldBe(typeId);
    }

    [Fact]
    public async Task A_synchronized_memory_has_its_content_and_its_part_count()
    {
        var id = await _client.CreateMemoryAsync(await _client.CreateTypeAsync(), "Grüße", "Wörter, \"quotes\" & <tags> 🎉");

        var answer = await _client.GetSynchronizedAsync(id);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Pattern.ShouldBe(
            """{"id":"mem_ID","createdAt":"TIME","updatedAt":"TIME","sourceType":"TEXT","typeId":"mty_ID","title":"Grüße","content":"Wörter, \"quotes\" & <tags> \uD83C\uDF89","contentParts":1,"contentStatus":"SYNCHRONIZED","metadata":{}}""");
        answer.Json.GetProperty("content").GetString().ShouldBe("Wörter, \"quotes\" & <tags> 🎉");
    }

    [Fact]
    public async Task A_short_text_is_synchronized_when_its_create_has_been_answered()
    {
        var id = await _client.CreateMemoryAsync(await _client.CreateTypeAsync(), "Short", "One sentence.");

        var answer = await _client.GetAnswerAsync($"/v1/memories/{id}");

        answer.Json.GetProperty("contentStatus").GetString().ShouldBe("SYNCHRONIZED");
        answer.Json.GetProperty("content").GetString().ShouldBe("One sentence.");
    }

    [Fact]
    public async Task A_file_memory_is_empty_and_a_url_memory_keeps_its_source_type()
    {
        var typeId = await _client.CreateTypeAsync();

        var file = await _client.SendJsonAsync(HttpMethod.Post, "/v1/memories", $$"""{"memoryTypeId":"{{typeId}}","sourceType":"FILE","title":"F"}""");
        var url = await _client.SendJsonAsync(
            HttpMethod.Post, "/v1/memories", $$"""{"memoryTypeId":"{{typeId}}","sourceType":"URL","title":"U","url":"https://example.com/article"}""");

        file.Pattern.ShouldBe("""{"id":"mem_ID","createdAt":"TIME","updatedAt":"TIME","sourceType":"FILE","typeId":"mty_ID","title":"F","content":null,"contentParts":null,"contentStatus":"EMPTY","metadata":{}}""");
        url.Pattern.ShouldBe("""{"id":"mem_ID","createdAt":"TIME","updatedAt":"TIME","sourceType":"URL","typeId":"mty_ID","title":"U","content":null,"contentParts":null,"contentStatus":"SYNCHRONIZING","metadata":{}}""");
    }

    [Fact]
    public async Task An_update_changes_only_the_given_fields()
    {
        var id = await _client.CreateMemoryAsync(await _client.CreateTypeAsync(), "Before", "The text stays.");
        await _client.GetSynchronizedAsync(id);

        var answer = await _client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}", """{"title":"After","metadata":{"b":[1,null]}}""");

        answer.Status.ShouldBe(HttpStatusCode.OK);
        var stored = (await _client.GetSynchronizedAsync(id)).Json;
        stored.GetProperty("title").GetString().ShouldBe("After");
        stored.GetProperty("content").GetString().ShouldBe("The text stays.");
        stored.GetProperty("metadata").GetRawText().ShouldBe("""{"b":[1,null]}""");
    }

    [Fact]
    public async Task An_update_of_nothing_answers_the_memory_as_it_is()
    {
        var id = await _client.CreateMemoryAsync(await _client.CreateTypeAsync());
        var before = await _client.GetSynchronizedAsync(id);

        var answer = await _client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}", """{"title":null}""");

        answer.Text.ShouldBe(before.Text);
    }

    [Fact]
    public async Task A_deleted_memory_is_gone()
    {
        var id = await _client.CreateMemoryAsync(await _client.CreateTypeAsync());

        var deleted = await _client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{id}");

        deleted.Status.ShouldBe(HttpStatusCode.NoContent);
        deleted.Text.ShouldBeEmpty();
        (await _client.GetAnswerAsync($"/v1/memories/{id}")).ShouldBeError(HttpStatusCode.NotFound, "not_found", id);
        (await _client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{id}")).ShouldBeError(HttpStatusCode.NotFound, "not_found", id);
    }
}
