using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace FencyGrid.Api.Tests.Fency.Uploads;

/// <summary>Uploads as a client written for S3 does: the fields it was given, each under S3's name for it, and the file last.</summary>
internal static class UploadClient
{
    private static readonly (string Answer, string Field)[] Names =
    [
        ("key", "key"), ("policy", "policy"), ("amzAlgorithm", "x-amz-algorithm"), ("amzCredential", "x-amz-credential"),
        ("amzDate", "x-amz-date"), ("amzSignature", "x-amz-signature"), ("sessionToken", "x-amz-security-token"),
    ];

    public static async Task<string> CreateFileMemoryAsync(this HttpClient client, string? typeId = null)
    {
        typeId ??= await client.CreateTypeAsync();
        return (await client.SendJsonAsync(HttpMethod.Post, "/v1/memories", $$"""{"memoryTypeId":"{{typeId}}","sourceType":"FILE","title":"A file"}""")).Id;
    }

    public static Task<Answer> CreateUploadAsync(this HttpClient client, string memoryId, string fileName, long size, string mimeType) =>
        client.SendJsonAsync(HttpMethod.Post, $"/v1/memories/{memoryId}/uploads", JsonSerializer.Serialize(new { fileName, fileSize = size, mimeType }));

    public static Dictionary<string, string> Fields(this Answer upload)
    {
        var request = upload.Json.GetProperty("awsS3PostRequest");
        return Names.Where(name => request.GetProperty(name.Answer).ValueKind != JsonValueKind.Null)
            .ToDictionary(name => name.Field, name => request.GetProperty(name.Answer).GetString()!);
    }

    public static string Url(this Answer upload) => upload.Json.GetProperty("awsS3PostRequest").GetProperty("uploadUrl").GetString()!;

    public static async Task<Answer> PostAsync(string url, IEnumerable<KeyValuePair<string, string>> fields, byte[] file, string? fileName = "file.bin")
    {
        using var client = new HttpClient();
        using var form = Form(fields);
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        if (fileName is null)
        {
            form.Add(part, "file");
        }
        else
        {
            form.Add(part, "file", fileName);
        }

        return await client.SendBodyAsync(HttpMethod.Post, url, form);
    }

    public static MultipartFormDataContent Form(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return form;
    }

    /// <summary>Creates an upload for the file and makes it.</summary>
    public static async Task<Answer> UploadAsync(this HttpClient client, string memoryId, byte[] file, string fileName, string mimeType)
    {
        var upload = await client.CreateUploadAsync(memoryId, fileName, file.Length, mimeType);
        upload.Status.ShouldBe(HttpStatusCode.Created, upload.Text);
        return await PostAsync(upload.Url(), upload.Fields(), file, fileName);
    }

    public static Task<Answer> UploadTextAsync(this HttpClient client, string memoryId, string text) =>
        client.UploadAsync(memoryId, Encoding.UTF8.GetBytes(text), "notes.txt", "text/plain");

    public static void ShouldBeS3Error(this Answer answer, HttpStatusCode status, string code)
    {
        answer.Status.ShouldBe(status, answer.Text);
        answer.Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/xml");
        var error = System.Xml.Linq.XElement.Parse(answer.Text);
        error.Name.LocalName.ShouldBe("Error");
        error.Element("Code")!.Value.ShouldBe(code);
    }

    public static string StatusOf(this Answer memory) => memory.Json.GetProperty("contentStatus").GetString()!;
}
