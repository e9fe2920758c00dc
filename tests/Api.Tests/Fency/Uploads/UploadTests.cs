using System.Net;
using System.Text;
using FencyGrid.Content.Tests.Conversion;

namespace FencyGrid.Api.Tests.Fency.Uploads;

public sealed class UploadTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task An_upload_is_answered_with_the_fields_of_a_form_in_the_documents_order()
    {
        var id = await _client.CreateFileMemoryAsync();

        var answer = await _client.CreateUploadAsync(id, "document.pdf", 1024, "application/pdf");

        answer.Status.ShouldBe(HttpStatusCode.Created);
        answer.Json.EnumerateObject().Select(property => property.Name).ShouldBe(["awsS3PostRequest"]);
        var post = answer.Json.GetProperty("awsS3PostRequest");
        post.EnumerateObject().Select(property => property.Name)
            .ShouldBe(["amzDate", "amzSignature", "amzAlgorithm", "amzCredential", "policy", "key", "uploadUrl", "sessionToken"]);
        post.GetProperty("amzAlgorithm").GetString().ShouldBe("AWS4-HMAC-SHA256");
        post.GetProperty("uploadUrl").GetString().ShouldBe($"{fixture.Server.Address}uploads");
        (await _client.GetAnswerAsync($"/v1/memories/{id}")).StatusOf().ShouldBe("EMPTY");
    }

    [RequiresPdfToTextFact]
    public async Task An_uploaded_pdf_is_found_with_the_pages_it_stands_on()
    {
        var typeId = await _client.CreateTypeAsync();
        var id = await _client.CreateFileMemoryAsync(typeId);
        var file = TestPdf.Create("The first page tells of lighthouses.", "The second page tells of zeppelins over Friedrichshafen.");

        var posted = await _client.UploadAsync(id, file, "book.pdf", "application/pdf");

        posted.Status.ShouldBe(HttpStatusCode.NoContent, posted.Text);
        posted.Message.Headers.ETag.ShouldNotBeNull();
        var memory = await _client.GetSynchronizedAsync(id);
        memory.StatusOf().ShouldBe("SYNCHRONIZED", memory.Text);
        memory.Json.GetProperty("content").GetString()!.ShouldContain("zeppelins");
        (await PagesOfAsync(typeId, "zeppelins Friedrichshafen")).ShouldBe("[1,2]");

        // Its chunks are cut anew for another title, and keep their pages.
        (await _client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}", """{"title":"Airships"}""")).Status.ShouldBe(HttpStatusCode.OK);
        (await PagesOfAsync(typeId, "zeppelins Friedrichshafen")).ShouldBe("[1,2]");
    }

    [Theory]
    [InlineData("text/plain", "a.txt", "Plain words about marmots.")]
    [InlineData("text/markdown", "a.md", "# Animals\n\nMarkdown words about marmots.")]
    [InlineData("text/html", "a.html", "<html><body><h1>Animals</h1><p>HTML words about marmots.</p></body></html>")]
    [InlineData("application/octet-stream", "a.md", "# Animals\n\nWords about marmots.")]
    public async Task Texts_of_every_kind_are_read(string mimeType, string fileName, string text)
    {
        var id = await _client.CreateFileMemoryAsync();

        (await _client.UploadAsync(id, Encoding.UTF8.GetBytes(text), fileName, mimeType)).Status.ShouldBe(HttpStatusCode.NoContent);

        var memory = await _client.GetSynchronizedAsync(id);
        memory.StatusOf().ShouldBe("SYNCHRONIZED", memory.Text);
        memory.Json.GetProperty("content").GetString()!.ShouldContain("words about marmots", Case.Insensitive);
    }

    [Fact]
    public async Task A_second_upload_replaces_the_first_and_its_file()
    {
        var typeId = await _client.CreateTypeAsync();
        var id = await _client.CreateFileMemoryAsync(typeId);
        await _client.UploadTextAsync(id, "At first about badgers.");
        await _client.GetSynchronizedAsync(id);

        (await _client.UploadTextAsync(id, "Afterwards about weasels.")).Status.ShouldBe(HttpStatusCode.NoContent);

        (await _client.GetSynchronizedAsync(id)).Json.GetProperty("content").GetString().ShouldBe("Afterwards about weasels.");
        (await SearchAsync(typeId, "badgers")).ShouldNotContain("badgers.");
        (await SearchAsync(typeId, "weasels")).ShouldContain("weasels.");
        await fixture.Server.ShouldHaveBlobsAsync("weasels.", "badgers.");
    }

    [Fact]
    public async Task A_deleted_memorys_file_is_removed()
    {
        var id = await _client.CreateFileMemoryAsync();
        await _client.UploadTextAsync(id, "A file about opossums.");
        await fixture.Server.ShouldHaveBlobsAsync("opossums", null);

        await _client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{id}");

        await fixture.Server.ShouldHaveBlobsAsync(null, "opossums");
    }

    [Theory]
    [InlineData("201", HttpStatusCode.Created)]
    [InlineData("200", HttpStatusCode.OK)]
    [InlineData("404", HttpStatusCode.NoContent)]
    public async Task The_form_may_ask_for_the_status_of_the_answer_and_name_the_declared_type(string asked, HttpStatusCode status)
    {
        var upload = await _client.CreateUploadAsync(await _client.CreateFileMemoryAsync(), "a.txt", 5, "text/plain");

        var posted = await UploadClient.PostAsync(
            upload.Url(), [new("Content-Type", "text/plain"), new("success_action_status", asked), .. upload.Fields()], "12345"u8.ToArray(), fileName: null);

        posted.Status.ShouldBe(status, posted.Text);
        if (status == HttpStatusCode.Created)
        {
            var answer = System.Xml.Linq.XElement.Parse(posted.Text);
            answer.Elements().Select(element => element.Name.LocalName).ShouldBe(["Location", "Bucket", "Key", "ETag"]);
            answer.Element("Key")!.Value.ShouldBe(upload.Fields()["key"]);
        }
    }

    private async Task<string> PagesOfAsync(string typeId, string query)
    {
        var task = await _client.SendJsonAsync(
            HttpMethod.Post, "/v1/agent-tasks", $$$"""{"taskType":"MEMORY_SEARCH","query":"{{{query}}}","chunkLimit":1,"guardRails":{"memoryTypes":[{"memoryTypeId":"{{{typeId}}}"}]}}""");
        return task.Json.GetProperty("successResponse").GetProperty("items")[0].GetProperty("matchingChunk").GetProperty("pageNumbers").GetRawText();
    }

    private async Task<string> SearchAsync(string typeId, string query) => (await _client.SendJsonAsync(
        HttpMethod.Post, "/v1/agent-tasks", $$$"""{"taskType":"MEMORY_SEARCH","query":"{{{query}}}","chunkLimit":5,"guardRails":{"memoryTypes":[{"memoryTypeId":"{{{typeId}}}"}]}}""")).Text;
}
