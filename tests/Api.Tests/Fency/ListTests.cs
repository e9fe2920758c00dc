using System.Net;
using System.Text.Json;

namespace FencyGrid.Api.Tests.Fency;

public sealed class ListTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task An_empty_list_is_answered_with_both_tokens_null()
    {
        var client = await fixture.Server.CreateStrangerAsync();

        foreach (var path in new[] { "/v1/memories", "/v1/memory-types", "/v1/agent-tasks" })
        {
            (await client.GetAnswerAsync(path)).Text.ShouldBe("""{"items":[],"pagination":{"previousPageToken":null,"nextPageToken":null}}""");
        }
    }

    [Fact]
    public async Task Pages_lead_on_and_back()
    {
        var client = await fixture.Server.CreateStrangerAsync();
        var ids = await CreateFiveAsync(client);

        var first = await client.GetAnswerAsync("/v1/memory-types?limit=2&ascending=true");
        var second = await client.GetAnswerAsync($"/v1/memory-types?limit=2&ascending=true&nextPageToken={Token(first, "nextPageToken")}");
        var back = await client.GetAnswerAsync($"/v1/memory-types?limit=2&ascending=true&previousPageToken={Token(second, "previousPageToken")}");

        Ids(first).ShouldBe(ids[..2]);
        Ids(second).ShouldBe(ids[2..4]);
        Ids(back).ShouldBe(ids[..2]);
    }

    [Theory]
    [InlineData("limit=2&ascending=true", true)]
    [InlineData("pageSize=2&asc=1", true)]
    [InlineData("page_size=2&order=asc", true)]
    [InlineData("limit=2", false)]
    [InlineData("limit=2&ascending=false", false)]
    [InlineData("limit=2&order=desc&nextPageToken=&whatever=1", false)]
    public async Task Limit_and_order_have_a_few_spellings(string query, bool ascending)
    {
        var client = await fixture.Server.CreateStrangerAsync();
        var ids = await CreateFiveAsync(client);

        var page = Ids(await client.GetAnswerAsync($"/v1/memory-types?{query}"));

        page.ShouldBe(ascending ? [ids[0], ids[1]] : [ids[4], ids[3]]);
    }

    [Theory]
    [InlineData("nextPageToken=a&previousPageToken=b", "previousPageToken")]
    [InlineData("nextPageToken=tampered", "token")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "100")]
    [InlineData("limit=ten", "ten")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("limit=1&pageSize=2", "limit")]
    [InlineData("ascending=maybe", "ascending")]
    [InlineData("order=sideways", "order")]
    public async Task A_wrong_parameter_is_refused(string query, string named)
    {
        foreach (var path in new[] { "/v1/memories", "/v1/memory-types", "/v1/agent-tasks" })
        {
            (await fixture.Server.Client.GetAnswerAsync($"{path}?{query}")).ShouldBeError(HttpStatusCode.BadRequest, "invalid_request", named);
        }
    }

    private static async Task<string[]> CreateFiveAsync(HttpClient client)
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await client.CreateTypeAsync());
        }

        return [.. ids];
    }

    private static string[] Ids(Answer answer) =>
        [.. answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    private static string Token(Answer answer, string name) =>
        Uri.EscapeDataString(answer.Json.GetProperty("pagination").GetProperty(name).GetString()!);
}
