using System.Net;

namespace FencyGrid.Api.Tests.Fency;

public sealed class MemoryTypeWireTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Document =
        """{"id":"mty_ID","createdAt":"TIME","name":"example_memory_type","description":"What it is for.","metadataFields":[{"name":"department","description":"Who owns it.","fieldType":"STRING"},{"name":"tags","description":null,"fieldType":"STRING_ARRAY"}]}""";

    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_memory_type_is_answered_as_the_document_shows()
    {
        var created = await _client.SendJsonAsync(HttpMethod.Post, "/v1/memory-types", """
            {"name":"example_memory_type","description":"What it is for.","metadataFields":[
              {"name":"department","description":"Who owns it.","fieldType":"STRING"},{"name":"tags","fieldType":"STRING_ARRAY"}]}
            """);

        created.Status.ShouldBe(HttpStatusCode.Created);
        created.Pattern.ShouldBe(Document);
        (await _client.GetAnswerAsync($"/v1/memory-types/{created.Id}")).Text.ShouldBe(created.Text);
        var listed = await _client.GetAnswerAsync("/v1/memory-types?limit=100");
        listed.Json.GetProperty("items").EnumerateArray().Select(item => item.GetRawText()).ShouldContain(created.Text);
    }

    [Fact]
    public async Task A_memory_type_needs_no_description_and_no_fields()
    {
        var created = await _client.SendJsonAsync(HttpMethod.Post, "/v1/memory-types", """{"name":"bare"}""");

        created.Pattern.ShouldBe("""{"id":"mty_ID","createdAt":"TIME","name":"bare","description":null,"metadataFields":[]}""");
    }

    [Fact]
    public async Task A_memory_type_with_memories_is_not_deleted()
    {
        var typeId = await _client.CreateTypeAsync();
        var memoryId = await _client.CreateMemoryAsync(typeId);

        (await _client.SendJsonAsync(HttpMethod.Delete, $"/v1/memory-types/{typeId}")).ShouldBeError(HttpStatusCode.Conflict, "conflict", typeId);
        await _client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{memoryId}");
        (await _client.SendJsonAsync(HttpMethod.Delete, $"/v1/memory-types/{typeId}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _client.GetAnswerAsync($"/v1/memory-types/{typeId}")).ShouldBeError(HttpStatusCode.NotFound, "not_found", typeId);
    }

    [Theory]
    [InlineData("""{}""", "missing_field", "name")]
    [InlineData("""{"name":7}""", "invalid_field", "name")]
    [InlineData("""{"name":"n","metadataFields":{}}""", "invalid_field", "metadataFields")]
    [InlineData("""{"name":"n","metadataFields":[7]}""", "invalid_field", "metadataFields[0]")]
    [InlineData("""{"name":"n","metadataFields":[{"name":"a"}]}""", "missing_field", "metadataFields[0].fieldType")]
    [InlineData("""{"name":"n","metadataFields":[{"name":"a","fieldType":"DATE"}]}""", "invalid_field", "STRING_ARRAY")]
    [InlineData("""{"name":"n","metadataFields":[{"name":"a","fieldType":"NUMBER"},{"name":"a","fieldType":"NUMBER"}]}""", "invalid_field", "metadataFields[1].name")]
    public async Task A_wrong_memory_type_is_refused_by_the_field_that_is_wrong(string json, string code, string named) =>
        (await _client.SendJsonAsync(HttpMethod.Post, "/v1/memory-types", json)).ShouldBeError(HttpStatusCode.BadRequest, code, named);
}
