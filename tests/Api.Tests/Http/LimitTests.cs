using System.Net;

namespace FencyGrid.Api.Tests.Http;

public sealed class LimitTests
{
    private static readonly Dictionary<string, string?> SmallBodies = new() { ["FencyGrid:MaxBodyBytes"] = "20000" };

    [Fact]
    public async Task A_body_over_the_limit_is_a_413_that_names_the_setting()
    {
        await using var server = await TestServer.StartAsync(SmallBodies);
        var name = new string('x', 20_000);

        var answer = await server.Client.SendJsonAsync(HttpMethod.Post, "/v1/memory-types", $$"""{"name":"{{name}}"}""");

        answer.ShouldBeError(HttpStatusCode.RequestEntityTooLarge, "body_too_large", "FencyGrid:MaxBodyBytes");
    }

    [Fact]
    public async Task A_body_without_a_length_is_bounded_too()
    {
        await using var server = await TestServer.StartAsync(SmallBodies);
        var chunk = new string('x', 16_384);

        var answer = await RawHttp.SendAsync(server.Address,
            $"POST /v1/memory-types HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TestServer.SecretKey}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n4000\r\n{chunk}\r\n4000\r\n{chunk}\r\n0\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 413");
        answer.ShouldContain("\"code\":\"body_too_large\"");
    }

    [Fact]
    public async Task A_text_of_20_MB_goes_in_and_out()
    {
        await using var server = await TestServer.StartAsync();
        var text = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog, line after line.\n", 20_000_000 / 62));
        var typeId = await server.Client.CreateTypeAsync();

        var id = await server.Client.CreateMemoryAsync(typeId, text: text);

        (await server.Client.GetSynchronizedAsync(id)).Json.GetProperty("content").GetString()!.Equals(text, StringComparison.Ordinal).ShouldBeTrue();
    }
}
