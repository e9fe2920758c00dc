using System.Net;

namespace FencyGrid.Api.Tests.Admin;

public sealed class AdminTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly TestServer _server = fixture.Server;

    [Fact]
    public async Task A_key_is_issued_with_its_value_and_listed_without()
    {
        var client = await _server.CreateStrangerAsync();

        var issued = await client.SendJsonAsync(HttpMethod.Post, "/admin/v1/keys", """{"name":"Browser","kind":"PUBLISHABLE"}""");
        var listed = await client.GetAnswerAsync("/admin/v1/keys");

        var value = issued.Json.GetProperty("value").GetString()!;
        value.ShouldStartWith("pk_");
        var hint = issued.Json.GetProperty("hint").GetString()!;
        issued.Status.ShouldBe(HttpStatusCode.Created);
        issued.Pattern.ShouldBe(
            $$"""{"id":"key_ID","createdAt":"TIME","kind":"PUBLISHABLE","name":"Browser","hint":"{{hint}}","isOperator":false,"userId":null,"revokedAt":null,"value":"{{value}}"}""");
        listed.Text.ShouldNotContain(value);
        listed.Json.GetProperty("items").EnumerateArray().Select(key => key.GetRawText())
            .ShouldContain(issued.Text.Replace($",\"value\":\"{value}\"", "", StringComparison.Ordinal));
        listed.Json.GetProperty("items").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task An_organization_comes_with_keys_that_open_it_alone()
    {
        var created = await _server.Client.SendJsonAsync(HttpMethod.Post, "/admin/v1/organizations", """{"name":"Acme"}""");

        created.Status.ShouldBe(HttpStatusCode.Created);
        var secret = created.Json.GetProperty("secretKey").GetString()!;
        var publishable = created.Json.GetProperty("publishableKey").GetString()!;
        created.Pattern.ShouldBe(
            $$"""{"id":"org_ID","createdAt":"TIME","name":"Acme","secretKey":"{{secret}}","publishableKey":"{{publishable}}"}""");
        using var client = _server.CreateClient(secret);
        var typeId = await client.CreateTypeAsync();
        (await _server.Client.GetAnswerAsync($"/v1/memory-types/{typeId}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_an_operator_creates_organizations_and_operators()
    {
        var client = await _server.CreateStrangerAsync();

        (await client.SendJsonAsync(HttpMethod.Post, "/admin/v1/organizations", """{"name":"Mine"}""")).ShouldBeError(HttpStatusCode.Forbidden, "forbidden", "operator");
        (await client.SendJsonAsync(HttpMethod.Post, "/admin/v1/keys", """{"name":"Up","isOperator":true}""")).ShouldBeError(HttpStatusCode.Forbidden, "forbidden", "operator");
        var operatorKey = await _server.Client.SendJsonAsync(HttpMethod.Post, "/admin/v1/keys", """{"name":"Second","isOperator":true}""");
        operatorKey.Json.GetProperty("isOperator").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_of_another_organization_cannot_be_revoked()
    {
        var stranger = await _server.CreateStrangerAsync();
        var issued = await _server.Client.SendJsonAsync(HttpMethod.Post, "/admin/v1/keys", """{"name":"Ours"}""");

        foreach (var id in new[] { issued.Id, "key_00000000000000000000000000000000", "nonsense" })
        {
            (await stranger.SendJsonAsync(HttpMethod.Delete, $"/admin/v1/keys/{id}")).ShouldBeError(HttpStatusCode.NotFound, "not_found", id);
        }

        using var client = _server.CreateClient(issued.Json.GetProperty("value").GetString());
        (await client.GetAnswerAsync("/v1/memories")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{}""", "missing_field", "name")]
    [InlineData("""{"name":"n","kind":"GOLDEN"}""", "invalid_field", "PUBLISHABLE")]
    [InlineData("""{"name":"n","isOperator":"yes"}""", "invalid_field", "isOperator")]
    [InlineData("""{"name":"n","kind":"PUBLISHABLE","isOperator":true}""", "invalid_field", "isOperator")]
    public async Task A_wrong_key_request_is_refused(string json, string code, string named) =>
        (await _server.Client.SendJsonAsync(HttpMethod.Post, "/admin/v1/keys", json)).ShouldBeError(HttpStatusCode.BadRequest, code, named);
}
