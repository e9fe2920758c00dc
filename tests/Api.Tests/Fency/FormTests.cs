using System.Net;
using System.Text;

namespace FencyGrid.Api.Tests.Fency;

/// <summary>Form-encoded bodies in bracket notation.</summary>
public sealed class FormTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_forms_metadata_gets_the_types_that_the_memory_type_declares_and_is_text_otherwise()
    {
        var typeId = await CreateTypeByFormAsync();

        var answer = await _client.SendFormAsync(
            HttpMethod.Post, "/v1/memories",
            ("memoryTypeId", typeId), ("sourceType", "TEXT"), ("title", "Ä form + more"), ("text", "a&b=c%"),
            ("metadata[size]", "-13.5e2"), ("metadata[open]", "true"), ("metadata[roles][]", "a"), ("metadata[roles][]", "b"),
            ("metadata[tags]", "one"), ("metadata[code]", "007"), ("metadata[free]", "42"), ("metadata[deep][er]", "x"));

        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        answer.Json.GetProperty("title").GetString().ShouldBe("Ä form + more");
        answer.Json.GetProperty("metadata").GetRawText().ShouldBe(
            """{"size":-13.5e2,"open":true,"roles":["a","b"],"tags":["one"],"code":"007","free":"42","deep":{"er":"x"}}""");
        (await _client.GetSynchronizedAsync(answer.Id)).Json.GetProperty("content").GetString().ShouldBe("a&b=c%");
    }

    [Fact]
    public async Task A_form_updates_metadata_by_the_declared_types_too()
    {
        var id = await _client.CreateMemoryAsync(await CreateTypeByFormAsync());
        await _client.GetSynchronizedAsync(id);

        var answer = await _client.SendFormAsync(HttpMethod.Patch, $"/v1/memories/{id}", ("metadata[size]", "7"), ("metadata[open]", "false"));

        answer.Json.GetProperty("metadata").GetRawText().ShouldBe("""{"size":7,"open":false}""");
    }

    [Theory]
    [InlineData("metadata[size]", "many", "metadata.size")]
    [InlineData("metadata[size]", "+1", "metadata.size")]
    [InlineData("metadata[size]", "1e999", "metadata.size")]
    [InlineData("metadata[open]", "yes", "metadata.open")]
    [InlineData("metadata", "text", "metadata")]
    public async Task A_form_value_that_does_not_fit_the_declared_type_is_refused(string name, string value, string named)
    {
        var typeId = await CreateTypeByFormAsync();

        var answer = await _client.SendFormAsync(
            HttpMethod.Post, "/v1/memories", ("memoryTypeId", typeId), ("sourceType", "TEXT"), ("title", "t"), ("text", "x"), (name, value));

        answer.ShouldBeError(HttpStatusCode.BadRequest, "invalid_field", named);
    }

    [Theory]
    [InlineData("name=a&name=b", "invalid_request", "name")]
    [InlineData("name=a&name[x]=b", "invalid_request", "name")]
    [InlineData("name[]=a&name[x]=b", "invalid_request", "name")]
    [InlineData("name[=a", "invalid_request", "bracket")]
    [InlineData("[x]=a", "invalid_request", "bracket")]
    [InlineData("name[][x]=a", "invalid_request", "bracket")]
    [InlineData("name=%zz", "invalid_request", "%")]
    [InlineData("name=%4", "invalid_request", "%")]
    [InlineData("name=%ff", "invalid_encoding", "UTF-8")]
    [InlineData("name=a%00b", "invalid_encoding", "U+0000")]
    [InlineData("", "missing_field", "name")]
    public async Task A_broken_form_is_refused(string form, string code, string named)
    {
        var answer = await _client.SendBytesAsync("/v1/memory-types", Encoding.UTF8.GetBytes(form), "application/x-www-form-urlencoded");

        answer.ShouldBeError(HttpStatusCode.BadRequest, code, named);
    }

    private async Task<string> CreateTypeByFormAsync()
    {
        (string, string)[] fields = [("size", "NUMBER"), ("open", "BOOLEAN"), ("roles", "STRING_ARRAY"), ("tags", "STRING_ARRAY"), ("code", "STRING")];
        var answer = await _client.SendFormAsync(HttpMethod.Post, "/v1/memory-types",
            [("name", "Formed"), .. fields.SelectMany<(string Name, string Type), (string, string)>((field, i) =>
                [($"metadataFields[{i}][name]", field.Name), ($"metadataFields[{i}][fieldType]", field.Type)])]);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer.Id;
    }
}
