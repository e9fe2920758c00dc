using System.Net;
using System.Text;

namespace FencyGrid.Api.Tests.Fency;

/// <summary>What is refused, and that nothing is stored of it.</summary>
public sealed class BadMemoryTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Theory]
    [InlineData("""{"sourceType":"TEXT","title":"t","text":"x"}""", "missing_field", "memoryTypeId")]
    [InlineData("""{"memoryTypeId":"TYPE","title":"t","text":"x"}""", "missing_field", "sourceType")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","text":"x"}""", "missing_field", "title")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"t"}""", "missing_field", "text")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"t","text":null}""", "missing_field", "text")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"URL","title":"t"}""", "missing_field", "url")]
    [InlineData("""{"memoryTypeId":7,"sourceType":"TEXT","title":"t","text":"x"}""", "invalid_field", "memoryTypeId")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"SMELL","title":"t","text":"x"}""", "invalid_field", "TEXT, URL, FILE")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"text","title":"t","text":"x"}""", "invalid_field", "sourceType")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":["t"],"text":"x"}""", "invalid_field", "title")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"  ","text":"x"}""", "invalid_field", "title")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"t","text":false}""", "invalid_field", "text")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"t","text":"x","url":"https://example.com"}""", "invalid_field", "url")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"URL","title":"t","text":"x","url":"https://example.com"}""", "invalid_field", "text")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"FILE","title":"t","text":"x"}""", "invalid_field", "text")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"URL","title":"t","url":"ftp://example.com"}""", "invalid_field", "url")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"URL","title":"t","url":"/relative"}""", "invalid_field", "url")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"t","text":"x","metadata":"m"}""", "invalid_field", "metadata")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"t","text":"x","metadata":[]}""", "invalid_field", "metadata")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"t","text":"x","metadata":{"n":1e999}}""", "invalid_field", "metadata")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"t","title":"u","text":"x"}""", "invalid_json", "title")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"t","text":"x","metadata":{"k":1,"k":2}}""", "invalid_json", "k")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"t","text":"x","metadata":{"k":1,"\u006b":2}}""", "invalid_json", "k")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"t","text":"\ud800"}""", "invalid_encoding", "surrogate")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"t","text":"x","metadata":{"\udc00":1}}""", "invalid_encoding", "surrogate")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"t","text":"a\u0000b"}""", "invalid_encoding", "U+0000")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"t","text":"x","metadata":{"a":["\u0000"]}}""", "invalid_encoding", "U+0000")]
    [InlineData("""{"memoryTypeId":"TYPE","sourceType":"TEXT","title":"t","text":"x",}""", "invalid_json", "line 1")]
    [InlineData("""{"memoryTypeId":"TYPE" """, "invalid_json", "line 1")]
    [InlineData("""{} {}""", "invalid_json", "line 1")]
    [InlineData("""[]""", "invalid_json", "object")]
    [InlineData("""null""", "invalid_json", "object")]
    [InlineData("", "invalid_json", "empty")]
    public async Task A_wrong_memory_is_refused_by_what_is_wrong_and_not_stored(string json, string code, string named)
    {
        var client = await fixture.Server.CreateStrangerAsync();
        var typeId = await client.CreateTypeAsync();

        var answer = await client.SendJsonAsync(HttpMethod.Post, "/v1/memories", json.Replace("TYPE", typeId, StringComparison.Ordinal));

        answer.ShouldBeError(HttpStatusCode.BadRequest, code, named);
        (await client.GetAnswerAsync("/v1/memories")).Text.ShouldBe("""{"items":[],"pagination":{"previousPageToken":null,"nextPageToken":null}}""");
    }

    [Fact]
    public async Task Broken_UTF8_is_refused()
    {
        byte[] body = [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        (await _client.SendBytesAsync("/v1/memory-types", body, "application/json")).ShouldBeError(HttpStatusCode.BadRequest, "invalid_encoding", "UTF-8");
    }

    [Fact]
    public async Task A_title_may_have_1000_characters_and_no_more()
    {
        var typeId = await _client.CreateTypeAsync();

        (await CreateAsync(typeId, title: new string('t', 1_000))).Status.ShouldBe(HttpStatusCode.Created);
        (await CreateAsync(typeId, title: new string('t', 1_001))).ShouldBeError(HttpStatusCode.BadRequest, "invalid_field", "title", "1001", "1000");
    }

    [Fact]
    public async Task Metadata_may_be_nested_16_deep_and_no_deeper()
    {
        var typeId = await _client.CreateTypeAsync();

        (await CreateAsync(typeId, metadata: Nested(16))).Status.ShouldBe(HttpStatusCode.Created);
        (await CreateAsync(typeId, metadata: Nested(17))).ShouldBeError(HttpStatusCode.BadRequest, "invalid_field", "metadata", "16");
        (await CreateAsync(typeId, metadata: Nested(500))).ShouldBeError(HttpStatusCode.BadRequest, "invalid_json", "deeper");
    }

    [Fact]
    public async Task Metadata_may_have_64_KB_and_no_more()
    {
        var typeId = await _client.CreateTypeAsync();
        const int Braces = 8;

        (await CreateAsync(typeId, metadata: $$"""{"a":"{{new string('x', 65_536 - Braces)}}"}""")).Status.ShouldBe(HttpStatusCode.Created);
        (await CreateAsync(typeId, metadata: $$"""{"a":"{{new string('x', 65_537 - Braces)}}"}""")).ShouldBeError(HttpStatusCode.BadRequest, "invalid_field", "metadata", "65537", "65536");
    }

    [Fact]
    public async Task A_memory_of_a_type_that_does_not_exist_is_refused_whatever_the_id_looks_like()
    {
        var stranger = await fixture.Server.CreateStrangerAsync();
        var foreign = await stranger.CreateTypeAsync();

        foreach (var typeId in new[] { foreign, "mty_00000000000000000000000000000000", "nonsense", "../x" })
        {
            (await CreateAsync(typeId)).ShouldBeError(HttpStatusCode.NotFound, "not_found", "memory type", typeId);
        }
    }

    [Fact]
    public async Task An_escaped_but_whole_surrogate_pair_is_text()
    {
        var typeId = await _client.CreateTypeAsync();

        var answer = await _client.SendJsonAsync(
            HttpMethod.Post, "/v1/memories", $$"""{"memoryTypeId":"{{typeId}}","sourceType":"FILE","title":"\ud83c\udf89"}""");

        answer.Json.GetProperty("title").GetString().ShouldBe("🎉");
    }

    [Fact]
    public async Task A_byte_order_mark_does_no_harm()
    {
        var body = Encoding.UTF8.GetPreamble().Concat("""{"name":"marked"}"""u8.ToArray()).ToArray();

        (await _client.SendBytesAsync("/v1/memory-types", body, "application/json; charset=utf-8")).Status.ShouldBe(HttpStatusCode.Created);
    }

    private Task<Answer> CreateAsync(string typeId, string title = "t", string metadata = "{}") => _client.SendJsonAsync(
        HttpMethod.Post, "/v1/memories", $$"""{"memoryTypeId":"{{typeId}}","sourceType":"TEXT","title":"{{title}}","text":"x","metadata":{{metadata}}}""");

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);
}
