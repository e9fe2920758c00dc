using System.Net;
using System.Text;

namespace FencyGrid.Api.Tests.Http;

public sealed class RoutingTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Theory]
    [InlineData("GET", "/nowhere")]
    [InlineData("POST", "/v1/nothing")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/docs/nothing.js")]
    public async Task An_unknown_route_is_a_404_in_the_error_shape(string method, string path) =>
        (await _client.SendJsonAsync(new HttpMethod(method), path)).ShouldBeError(HttpStatusCode.NotFound, "not_found");

    [Theory]
    [InlineData("PUT", "/v1/memories", "GET, POST")]
    [InlineData("DELETE", "/v1/memories", "GET, POST")]
    [InlineData("POST", "/v1/memory-types/mty_1", "DELETE, GET")]
    [InlineData("PATCH", "/v1/agent-tasks/ata_1", "GET")]
    public async Task An_unsupported_method_is_a_405_that_names_the_supported_ones(string method, string path, string allowed)
    {
        var answer = await _client.SendJsonAsync(new HttpMethod(method), path, "{}");

        answer.ShouldBeError(HttpStatusCode.MethodNotAllowed, "method_not_allowed", method);
        answer.Message.Content.Headers.Allow.Order().ShouldBe(allowed.Split(", "));
    }

    [Theory]
    [InlineData("GET", "/v1/memories/")]
    [InlineData("POST", "/v1/memory-types/")]
    [InlineData("GET", "/v1/agent-tasks/")]
    [InlineData("POST", "/v1/memories//")]
    public async Task A_trailing_slash_is_another_route(string method, string path)
    {
        var client = await fixture.Server.CreateStrangerAsync();
        var typeId = await client.CreateTypeAsync();

        var answer = await client.SendJsonAsync(
            new HttpMethod(method), path, $$"""{"memoryTypeId":"{{typeId}}","sourceType":"TEXT","title":"t","text":"x","name":"n"}""");

        answer.ShouldBeError(HttpStatusCode.NotFound, "not_found", path);
        (await client.GetAnswerAsync("/v1/memories")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await client.GetAnswerAsync("/v1/memory-types")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_trailing_slash_after_an_id_is_another_route()
    {
        var id = await _client.CreateMemoryAsync(await _client.CreateTypeAsync());

        (await _client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{id}/")).ShouldBeError(HttpStatusCode.NotFound, "not_found");
        (await _client.GetAnswerAsync($"/v1/memories/{id}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=latin1")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Another_content_type_is_a_415_that_names_the_supported_ones(string contentType)
    {
        var answer = await _client.SendBytesAsync("/v1/memory-types", "{}"u8.ToArray(), contentType);

        answer.ShouldBeError(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type", "application/json", "application/x-www-form-urlencoded");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON;charset=UTF-8")]
    public async Task JSON_may_be_announced_in_several_ways(string contentType) =>
        (await _client.SendBytesAsync("/v1/memory-types", """{"name":"n"}"""u8.ToArray(), contentType)).Status.ShouldBe(HttpStatusCode.Created);

    [Fact]
    public async Task A_content_type_header_that_is_sent_twice_does_no_harm()
    {
        const string Body = """{"name":"n"}""";
        var answer = await RawHttp.SendAsync(fixture.Server.Address,
            $"POST /v1/memory-types HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TestServer.SecretKey}\r\nContent-Type: application/json\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(Body)}\r\nConnection: close\r\n\r\n{Body}");

        answer.ShouldStartWith("HTTP/1.1 201");
    }
}
