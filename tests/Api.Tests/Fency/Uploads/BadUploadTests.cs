using System.Net;
using System.Net.Sockets;
using System.Text;
using FencyGrid.Content.Tests.Conversion;

namespace FencyGrid.Api.Tests.Fency.Uploads;

/// <summary>Forms that are refused leave the memory as it was; files that cannot be read leave it FAILED, with the reason.</summary>
public sealed class BadUploadTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Theory]
    [InlineData(4, "EntityTooSmall")]
    [InlineData(6, "EntityTooLarge")]
    [InlineData(300_000, "EntityTooLarge")]
    public async Task A_file_of_another_size_than_declared_is_refused(int bytes, string code)
    {
        var id = await _client.CreateFileMemoryAsync();
        var upload = await _client.CreateUploadAsync(id, "a.txt", 5, "text/plain");

        (await UploadClient.PostAsync(upload.Url(), upload.Fields(), new byte[bytes])).ShouldBeS3Error(HttpStatusCode.BadRequest, code);

        await ShouldBeUntouchedAsync(id);
    }

    [Theory]
    [InlineData("key", "org_0/other", "AccessDenied")]
    [InlineData("policy", "e30=", "SignatureDoesNotMatch")]
    [InlineData("x-amz-signature", "0000", "SignatureDoesNotMatch")]
    [InlineData("x-amz-security-token", "another", "AccessDenied")]
    [InlineData("x-amz-credential", "AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/s3/aws4_request", "InvalidAccessKeyId")]
    [InlineData("Content-Type", "image/png", "AccessDenied")]
    [InlineData("acl", "public-read", "AccessDenied")]
    public async Task A_form_that_was_tampered_with_is_refused(string field, string value, string code)
    {
        var id = await _client.CreateFileMemoryAsync();
        var upload = await _client.CreateUploadAsync(id, "a.txt", 5, "text/plain");
        var fields = upload.Fields();
        fields[field] = value;

        (await UploadClient.PostAsync(upload.Url(), fields, "12345"u8.ToArray())).ShouldBeS3Error(HttpStatusCode.Forbidden, code);

        await ShouldBeUntouchedAsync(id);
    }

    [Fact]
    public async Task A_signature_for_one_memory_does_not_open_another()
    {
        var (mine, theirs) = (await _client.CreateFileMemoryAsync(), await _client.CreateFileMemoryAsync());
        var upload = await _client.CreateUploadAsync(mine, "a.txt", 5, "text/plain");
        var fields = upload.Fields();
        fields["key"] = fields["key"].Replace(mine, theirs, StringComparison.Ordinal);

        (await UploadClient.PostAsync(upload.Url(), fields, "12345"u8.ToArray())).ShouldBeS3Error(HttpStatusCode.Forbidden, "AccessDenied");

        await ShouldBeUntouchedAsync(theirs);
    }

    [Fact]
    public async Task What_is_no_upload_form_is_refused_as_s3_does()
    {
        var upload = await _client.CreateUploadAsync(await _client.CreateFileMemoryAsync(), "a.txt", 5, "text/plain");
        using var client = new HttpClient();

        (await client.SendBodyAsync(HttpMethod.Post, upload.Url(), new StringContent("{}", Encoding.UTF8, "application/json")))
            .ShouldBeS3Error(HttpStatusCode.PreconditionFailed, "PreconditionFailed");
        (await client.SendBodyAsync(HttpMethod.Post, upload.Url(), UploadClient.Form(upload.Fields())))
            .ShouldBeS3Error(HttpStatusCode.BadRequest, "IncorrectNumberOfFilesInPostRequest");
        (await UploadClient.PostAsync(upload.Url(), upload.Fields().Where(field => field.Key != "policy"), "12345"u8.ToArray()))
            .ShouldBeS3Error(HttpStatusCode.BadRequest, "InvalidArgument");
        (await UploadClient.PostAsync(upload.Url(), [new("x-ignore-me", new string('x', 20_500)), .. upload.Fields()], "12345"u8.ToArray()))
            .ShouldBeS3Error(HttpStatusCode.BadRequest, "MaxPostPreDataLengthExceeded");

        // Fields after the file do not count.
        using var form = new MultipartFormDataContent { { new ByteArrayContent("12345"u8.ToArray()), "file", "a.txt" } };
        foreach (var (name, value) in upload.Fields())
        {
            form.Add(new StringContent(value), name);
        }

        (await client.SendBodyAsync(HttpMethod.Post, upload.Url(), form)).ShouldBeS3Error(HttpStatusCode.BadRequest, "InvalidArgument");
    }

    [Fact]
    public async Task A_client_that_hangs_up_leaves_nothing_behind()
    {
        var id = await _client.CreateFileMemoryAsync();
        var upload = await _client.CreateUploadAsync(id, "a.txt", 200_000, "text/plain");
        using var form = UploadClient.Form(upload.Fields());
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("hung-up " + new string('x', 200_000 - 8))), "file", "a.txt");
        var body = await form.ReadAsByteArrayAsync();
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(fixture.Server.Address.Host, fixture.Server.Address.Port);
            var head = $"POST /uploads HTTP/1.1\r\nHost: x\r\nContent-Type: {form.Headers.ContentType}\r\nContent-Length: {body.Length}\r\n\r\n";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await socket.GetStream().WriteAsync(body.AsMemory(0, 120_000));
            await fixture.Server.ShouldSoonAsync(server => server.IncomingFiles().Length > 0);
            socket.LingerState = new LingerOption(true, 0);
        }

        await fixture.Server.ShouldSoonAsync(server => server.IncomingFiles().Length == 0);
        await ShouldBeUntouchedAsync(id);
        await fixture.Server.ShouldHaveBlobsAsync(null, "hung-up");
    }

    [Fact]
    public async Task Uploads_are_for_file_memories_of_ones_own_only()
    {
        var id = await _client.CreateFileMemoryAsync();
        var upload = await _client.CreateUploadAsync(id, "a.txt", 5, "text/plain");
        var stranger = await fixture.Server.CreateStrangerAsync();
        var text = await _client.CreateMemoryAsync(await _client.CreateTypeAsync());

        (await stranger.CreateUploadAsync(id, "a.txt", 5, "text/plain")).ShouldBeError(HttpStatusCode.NotFound, "not_found", id);
        (await _client.CreateUploadAsync("mem_1", "a.txt", 5, "text/plain")).ShouldBeError(HttpStatusCode.NotFound, "not_found", "mem_1");
        (await _client.CreateUploadAsync(text, "a.txt", 5, "text/plain")).ShouldBeError(HttpStatusCode.Conflict, "conflict", "TEXT");

        await _client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{id}");
        (await UploadClient.PostAsync(upload.Url(), upload.Fields(), "gone!"u8.ToArray())).ShouldBeS3Error(HttpStatusCode.NotFound, "NoSuchUpload");
        await fixture.Server.ShouldHaveBlobsAsync(null, "gone!");
    }

    [Theory]
    [InlineData("""{"fileSize":5,"mimeType":"text/plain"}""", "missing_field", "fileName")]
    [InlineData("""{"fileName":"a","mimeType":"text/plain"}""", "missing_field", "fileSize")]
    [InlineData("""{"fileName":"a","fileSize":5}""", "missing_field", "mimeType")]
    [InlineData("""{"fileName":"a","fileSize":0,"mimeType":"text/plain"}""", "invalid_field", "fileSize")]
    [InlineData("""{"fileName":"a","fileSize":99000000,"mimeType":"text/plain"}""", "invalid_field", "52428800")]
    [InlineData("""{"fileName":"a","fileSize":5,"mimeType":"nonsense"}""", "invalid_field", "mimeType")]
    public async Task A_declaration_that_makes_no_sense_is_refused(string body, string code, string word)
    {
        var id = await _client.CreateFileMemoryAsync();

        (await _client.SendJsonAsync(HttpMethod.Post, $"/v1/memories/{id}/uploads", body)).ShouldBeError(HttpStatusCode.BadRequest, code, word);
    }

    [RequiresPdfToTextFact]
    public async Task Files_that_cannot_be_read_fail_with_the_reason()
    {
        var truncated = TestPdf.Create("Whole once.");
        await ShouldFailAsync(truncated[..(truncated.Length / 3)], "a.pdf", "application/pdf");
        await ShouldFailAsync(TestPdf.CreateEncrypted(), "a.pdf", "application/pdf", "password");
        await ShouldFailAsync("not a pdf at all"u8.ToArray(), "a.pdf", "application/pdf", "not a PDF");
        await ShouldFailAsync(TestPdf.Create("x"), "a.md", "text/markdown", "Markdown");
        await ShouldFailAsync("anything"u8.ToArray(), "a.png", "image/png", "image/png");
        await ShouldFailAsync([0x50, 0x4B, 3, 4, 0, 0], "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_takes_the_place_of_the_one_before()
    {
        var typeId = await _client.CreateTypeAsync();
        var id = await _client.CreateFileMemoryAsync(typeId);
        await _client.UploadTextAsync(id, "Readable words about pangolins.");
        await _client.GetSynchronizedAsync(id);

        await _client.UploadAsync(id, "junk"u8.ToArray(), "a.pdf", "application/pdf");
        (await _client.GetSynchronizedAsync(id)).StatusOf().ShouldBe("FAILED");

        var search = await _client.SendJsonAsync(
            HttpMethod.Post, "/v1/agent-tasks", $$$"""{"taskType":"MEMORY_SEARCH","query":"pangolins","chunkLimit":5,"guardRails":{"memoryTypes":[{"memoryTypeId":"{{{typeId}}}"}]}}""");
        search.Json.GetProperty("successResponse").GetProperty("items").GetArrayLength().ShouldBe(0, search.Text);

        (await _client.UploadTextAsync(id, "Readable again.")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await _client.GetSynchronizedAsync(id)).Json.GetProperty("content").GetString().ShouldBe("Readable again.");
    }

    private async Task ShouldFailAsync(byte[] file, string fileName, string mimeType, string? word = null)
    {
        var id = await _client.CreateFileMemoryAsync();
        (await _client.UploadAsync(id, file, fileName, mimeType)).Status.ShouldBe(HttpStatusCode.NoContent);
        var memory = await _client.GetSynchronizedAsync(id);
        memory.StatusOf().ShouldBe("FAILED", memory.Text);
        var reason = memory.Json.GetProperty("failureReason").GetString();
        reason.ShouldNotBeNullOrWhiteSpace();
        if (word is not null)
        {
            reason.ShouldContain(word);
        }
    }

    private async Task ShouldBeUntouchedAsync(string id) => (await _client.GetAnswerAsync($"/v1/memories/{id}")).StatusOf().ShouldBe("EMPTY");
}
