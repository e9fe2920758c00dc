using System.Collections.Concurrent;
using System.Net;
using System.Text;
using FencyGrid.Content.Tests.Fetching;
using FencyGrid.Content.Uploads;
using Microsoft.AspNetCore.Http;

namespace FencyGrid.Api.Tests.Fency.Uploads;

/// <summary>
/// Uploads straight into a bucket: here one over HTTP in memory, which takes only forms that are in order by S3's rules, none of them relaxed.
/// </summary>
public sealed class BucketUploadTests : IAsyncLifetime
{
    private const string Bucket = "files";

    private static readonly PostPolicyKey Key = new("TESTKEY", "test secret", "eu-central-1");

    private readonly ConcurrentDictionary<string, byte[]> _objects = new();
    private readonly PostPolicyVerifier _verifier = new(id => id == Key.AccessKeyId ? Key : null, TimeProvider.System);
    private LocalServer _bucket = null!;
    private TestServer _server = null!;

    private HttpClient Client => _server.Client;

    public async Task InitializeAsync()
    {
        _bucket = await LocalServer.StartAsync(AnswerAsync);
        _server = await TestServer.StartAsync(new Dictionary<string, string?>
        {
            ["FencyGrid:S3:Bucket"] = Bucket,
            ["FencyGrid:S3:Region"] = Key.Region,
            ["FencyGrid:S3:Endpoint"] = _bucket.Url.ToString(),
            ["FencyGrid:S3:UsePathStyle"] = "true",
            ["FencyGrid:S3:AccessKeyId"] = Key.AccessKeyId,
            ["FencyGrid:S3:SecretAccessKey"] = Key.SecretAccessKey,
            ["FencyGrid:S3:Prefix"] = "grid/",
        });
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _bucket.DisposeAsync();
    }

    [Fact]
    public async Task A_file_that_was_put_into_the_bucket_is_noticed_read_and_removed_with_its_memory()
    {
        var id = await Client.CreateFileMemoryAsync();
        var file = "Words about narwhals."u8.ToArray();
        var upload = await Client.CreateUploadAsync(id, "a.txt", file.Length, "text/plain");
        upload.Url().ShouldStartWith(_bucket.Url.ToString());
        upload.Json.GetProperty("awsS3PostRequest").EnumerateObject().Count().ShouldBe(8);

        (await UploadClient.PostAsync(upload.Url(), upload.Fields(), [.. file, 1])).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Client.GetAnswerAsync($"/v1/memories/{id}")).StatusOf().ShouldBe("EMPTY");
        var posted = await UploadClient.PostAsync(upload.Url(), upload.Fields(), file);
        posted.Status.ShouldBe(HttpStatusCode.NoContent, posted.Text);

        await _server.ShouldSoonAsync(_ => Client.GetAnswerAsync($"/v1/memories/{id}").Result.StatusOf() == "SYNCHRONIZED");
        (await Client.GetAnswerAsync($"/v1/memories/{id}")).Json.GetProperty("content").GetString().ShouldBe("Words about narwhals.");
        _objects.Keys.ShouldHaveSingleItem().ShouldStartWith("grid/org_");

        await Client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{id}");

        await _server.ShouldSoonAsync(_ => _objects.IsEmpty);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var key = Uri.UnescapeDataString(context.Request.Path.Value![(Bucket.Length + 1)..].TrimStart('/'));
        switch (context.Request.Method)
        {
            case "POST":
                await TakeFormAsync(context);
                break;
            case "GET" or "HEAD" when _objects.TryGetValue(key, out var content):
                context.Response.ContentLength = content.Length;
                if (context.Request.Method == "GET")
                {
                    await context.Response.Body.WriteAsync(content);
                }

                break;
            case "DELETE":
                _objects.TryRemove(key, out _);
                context.Response.StatusCode = 204;
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private async Task TakeFormAsync(HttpContext context)
    {
        try
        {
            var form = await context.Request.ReadFormAsync();
            var post = _verifier.Verify(Bucket, [.. form.Select(field => KeyValuePair.Create(field.Key, field.Value.ToString()))], form.Files[0].FileName);
            post.CheckSize(form.Files[0].Length);
            using var content = new MemoryStream();
            await form.Files[0].CopyToAsync(content);
            _objects[post.Key] = content.ToArray();
            context.Response.StatusCode = 204;
        }
        catch (PostPolicyException refused)
        {
            context.Response.StatusCode = refused.StatusCode;
            await context.Response.WriteAsync(refused.ToXml(), Encoding.UTF8);
        }
    }
}
