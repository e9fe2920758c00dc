using System.Net;
using System.Text.Json;
using FencyGrid.Api.Tests.XTrace;

namespace FencyGrid.Api.Tests.Vai;

public sealed class BadVaiTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Path = "/api/v1/memory";

    private readonly HttpClient _client = fixture.Server.Client;

    [Theory]
    [InlineData("GET", Path + "?limit=0", "query limit", "greater_than_equal")]
    [InlineData("GET", Path + "?limit=101", "query limit", "less_than_equal")]
    [InlineData("GET", Path + "?limit=ten", "query limit", "int_parsing")]
    [InlineData("GET", Path + "?limit=1&limit=2", "query limit", "int_parsing")]
    [InlineData("GET", Path + "?offset=-1", "query offset", "greater_than_equal")]
    [InlineData("GET", Path + "?offset=99999999999", "query offset", "less_than_equal")]
    [InlineData("POST", Path + "/backfill-entities?limit=51", "query limit", "less_than_equal")]
    [InlineData("POST", Path + "/backfill-entities?chunk_size=11", "query chunk_size", "less_than_equal")]
    [InlineData("POST", Path + "/backfill-entities?chunk_size=0", "query chunk_size", "greater_than_equal")]
    [InlineData("GET", Path + "/abc", "path memory_id", "uuid_parsing")]
    [InlineData("DELETE", Path + "/abc", "path memory_id", "uuid_parsing")]
    public async Task A_parameter_that_is_not_valid_is_a_422_that_says_where(string method, string path, string location, string type) =>
        ShouldBeInvalid(await _client.SendJsonAsync(new HttpMethod(method), path), location, type);

    [Theory]
    [InlineData("""{}""", "body content", "missing")]
    [InlineData("""{"content":null}""", "body content", "missing")]
    [InlineData("""{"content":" "}""", "body content", "value_error")]
    [InlineData("""{"content":5}""", "body content", "value_error")]
    [InlineData("""{"content":"x","organizationId":"mine"}""", "body organizationId", "uuid_parsing")]
    [InlineData("""{"content":""", "body", "json_invalid")]
    [InlineData("""[]""", "body", "json_invalid")]
    public async Task A_body_that_is_not_valid_is_a_422_that_says_where(string body, string location, string type) =>
        ShouldBeInvalid(await _client.PostAsync(Path, body), location, type);

    [Fact]
    public async Task A_content_past_the_limit_is_a_422() =>
        ShouldBeInvalid(await _client.PostAsync(Path, new { content = new string('x', 20_001) }), "body content", "value_error");

    [Fact]
    public async Task Another_organization_cannot_be_named()
    {
        var other = await _client.PostAsync(Path, new { content = "x", organizationId = Guid.NewGuid() });
        var own = await _client.PostAsync(Path, new { content = "The user reads maps.", organizationId = Guid.Empty });

        other.Status.ShouldBe(HttpStatusCode.Forbidden);
        other.Json.GetProperty("detail").GetString()!.ShouldContain("organizationId");
        own.Status.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("X-API-Key", TestServer.SecretKey, HttpStatusCode.OK)]
    [InlineData("Authorization", "Bearer " + TestServer.SecretKey, HttpStatusCode.OK)]
    [InlineData("Cookie", "a=b; vai_token=" + TestServer.SecretKey, HttpStatusCode.OK)]
    [InlineData("Cookie", "token=" + TestServer.SecretKey, HttpStatusCode.Unauthorized)]
    [InlineData("X-API-Key", "sk_unknown_0123456789", HttpStatusCode.Unauthorized)]
    [InlineData("X-Nothing", "x", HttpStatusCode.Unauthorized)]
    public async Task The_key_may_come_in_a_header_or_the_cookie(string header, string value, HttpStatusCode expected)
    {
        using var client = fixture.Server.CreateClient(key: null);
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);

        var answer = await client.GetAnswerAsync(Path);

        answer.Status.ShouldBe(expected, answer.Text);
        if (expected == HttpStatusCode.Unauthorized)
        {
            answer.Json.EnumerateObject().Single().Name.ShouldBe("detail");
            answer.Json.GetProperty("detail").ValueKind.ShouldBe(JsonValueKind.String);
        }
    }

    [Fact]
    public async Task A_form_is_refused_so_that_no_other_sites_page_can_send_one_with_the_cookie()
    {
        var answer = await _client.SendFormAsync(HttpMethod.Post, Path, ("content", "The user was here."));

        answer.Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        answer.Json.GetProperty("detail").GetString()!.ShouldContain("application/json");
    }

    private static void ShouldBeInvalid(Answer answer, string location, string type)
    {
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        var detail = answer.Json.GetProperty("detail").EnumerateArray().Single();
        detail.EnumerateObject().Select(property => property.Name).ShouldBe(["loc", "msg", "type"]);
        detail.GetProperty("loc").EnumerateArray().Select(step => step.GetString()).ShouldBe(location.Split(' '));
        detail.GetProperty("msg").GetString().ShouldNotBeNullOrWhiteSpace();
        detail.GetProperty("type").GetString().ShouldBe(type);
    }
}
