using System.Net;

namespace FencyGrid.Api.Tests.Fency;

public sealed class AgentTaskWireTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_memory_search_is_answered_with_its_result_as_the_document_shows()
    {
        var typeId = await _client.CreateTypeAsync();
        var memoryId = await _client.CreateMemoryAsync(typeId, "Pricing notes", "Pricing is tiered for enterprise customers.");
        await _client.GetSynchronizedAsync(memoryId);

        var answer = await _client.SendJsonAsync(HttpMethod.Post, "/v1/agent-tasks", $$"""
            {"taskType":"MEMORY_SEARCH","query":"pricing","guardRails":{"memoryTypes":[{"memoryTypeId":"{{typeId}}"} ]},
             "chunkLimit":3,"contextExpansion":{"before":1,"after":1},"metadata":{"size":1337} }
            """);

        answer.Status.ShouldBe(HttpStatusCode.Created);
        var item = answer.Json.GetProperty("successResponse").GetProperty("items")[0];
        var score = item.GetProperty("matchingChunkScore");
        score.GetDouble().ShouldBeInRange(double.Epsilon, 1);
        answer.Pattern.Replace($"\"matchingChunkScore\":{score.GetRawText()}", "\"matchingChunkScore\":SCORE", StringComparison.Ordinal).ShouldBe(
            """{"id":"ata_ID","createdAt":"TIME","updatedAt":"TIME","status":"SUCCEEDED","taskType":"MEMORY_SEARCH","succeededAt":"TIME","successResponse":{"completedAt":"TIME","query":"pricing","items":[{"memoryId":"mem_ID","memoryTitle":"Pricing notes","memoryTypeId":"mty_ID","memoryTypeName":"Notes","matchingChunk":{"chunkNumber":1,"pageNumbers":[],"content":"Pricing is tiered for enterprise customers."},"matchingChunkScore":SCORE,"chunks":[{"chunkNumber":1,"pageNumbers":[],"content":"Pricing is tiered for enterprise customers.","relation":"MATCH"}]}]},"failedAt":null,"failureResponse":null,"metadata":{"size":1337}}""");
        (await _client.GetAnswerAsync($"/v1/agent-tasks/{answer.Id}")).Text.ShouldBe(answer.Text);
        (await _client.GetAnswerAsync("/v1/agent-tasks?limit=100")).Json.GetProperty("items").EnumerateArray()
            .Select(task => task.GetRawText()).ShouldContain(answer.Text);
    }

    [Fact]
    public async Task A_search_form_may_hold_guard_rails()
    {
        var typeId = await _client.CreateTypeAsync();
        var found = await _client.CreateMemoryAsync(typeId, text: "Walnut trees in spring.");
        await _client.CreateMemoryAsync(await _client.CreateTypeAsync(), text: "Walnut trees in autumn.");
        await _client.GetSynchronizedAsync(found);

        var answer = await _client.SendFormAsync(
            HttpMethod.Post, "/v1/agent-tasks",
            ("taskType", "MEMORY_SEARCH"), ("query", "walnut"), ("chunkLimit", "5"), ("guardRails[memoryTypes][0][memoryTypeId]", typeId));

        answer.Json.GetProperty("successResponse").GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("memoryId").GetString()).ShouldBe([found]);
    }

    [Theory]
    [InlineData("""{"query":"q"}""", "missing_field", "taskType")]
    [InlineData("""{"taskType":"MEMORY_DANCE","query":"q"}""", "invalid_field", "MEMORY_SEARCH")]
    [InlineData("""{"taskType":"MEMORY_SEARCH"}""", "missing_field", "query")]
    [InlineData("""{"taskType":"MEMORY_SEARCH","query":" "}""", "invalid_field", "query")]
    [InlineData("""{"taskType":"MEMORY_SEARCH","query":"q","chunkLimit":0}""", "invalid_field", "chunkLimit")]
    [InlineData("""{"taskType":"MEMORY_SEARCH","query":"q","chunkLimit":"5"}""", "invalid_field", "chunkLimit")]
    [InlineData("""{"taskType":"MEMORY_SEARCH","query":"q","chunkLimit":1.5}""", "invalid_field", "chunkLimit")]
    [InlineData("""{"taskType":"MEMORY_SEARCH","query":"q","contextExpansion":{"before":-1}}""", "invalid_field", "contextExpansion.before")]
    [InlineData("""{"taskType":"MEMORY_SEARCH","query":"q","guardRails":{}}""", "missing_field", "guardRails.memoryTypes")]
    [InlineData("""{"taskType":"MEMORY_SEARCH","query":"q","guardRails":{"memoryTypes":[{}]}}""", "missing_field", "guardRails.memoryTypes[0].memoryTypeId")]
    [InlineData("""{"taskType":"MEMORY_SEARCH","query":"q","guardRails":{"memoryTypes":[{"memoryTypeId":"m","memoryIds":[1]}]}}""", "invalid_field", "memoryIds[0]")]
    [InlineData("""{"taskType":"MEMORY_SEARCH","query":"q","guardRails":{"memoryTypes":[{"memoryTypeId":"m","match":{"a":{"near":1}}}]}}""", "invalid_field", "match.a")]
    [InlineData("""{"taskType":"MEMORY_SEARCH","query":"q","guardRails":{"memoryTypes":[{"memoryTypeId":"m","match":{"a":null}}]}}""", "invalid_field", "match.a")]
    public async Task A_wrong_search_is_refused_by_the_field_that_is_wrong(string json, string code, string named) =>
        (await _client.SendJsonAsync(HttpMethod.Post, "/v1/agent-tasks", json)).ShouldBeError(HttpStatusCode.BadRequest, code, named);
}
