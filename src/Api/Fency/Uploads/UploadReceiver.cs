using System.Xml.Linq;
using FencyGrid.Content.Conversion;
using FencyGrid.Content.Uploads;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.Memories.Content;
using FencyGrid.Grains.Memories.Uploads;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace FencyGrid.Api.Fency.Uploads;

/// <summary>
/// Takes a form in as S3 does. The file is on disk, and the memory's row says that it is its content, before the answer goes out;
/// of a form that is refused or breaks off nothing stays.
/// </summary>
internal sealed class UploadReceiver(LocalUploads uploads, IBlobStore blobs, IGrid grid, IOptions<ConversionOptions> limits)
{
    private const string Xml = "application/xml";
    private const int FormOverheadBytes = 64 * 1024;

    public async Task ReceiveAsync(HttpContext context)
    {
        // A file may be larger than other bodies; its policy bounds it, and this what is around it.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limits.Value.MaxInputBytes + FormOverheadBytes;
        }

        try
        {
            await StoreAsync(context);
        }
        catch (PostPolicyException refused)
        {
            await RefuseAsync(context, refused);
        }
        catch (RetryableException)
        {
            context.Response.Headers.RetryAfter = "1";
            await RefuseAsync(context, new PostPolicyException("ServiceUnavailable", StatusCodes.Status503ServiceUnavailable, "Please try again."));
        }
        catch (NotFoundException)
        {
            await RefuseAsync(context, new PostPolicyException(
                "NoSuchUpload", StatusCodes.Status404NotFound, "The specified upload does not exist. It may have been given up, or its memory deleted."));
        }
    }

    private async Task StoreAsync(HttpContext context)
    {
        var form = await UploadForm.ReadAsync(context.Request);
        var post = uploads.Verify(form.Fields, form.FileName);
        var slash = post.Key.IndexOf('/', StringComparison.Ordinal);
        var (organizationId, blobKey) = (post.Key[..slash], post.Key[(slash + 1)..]);
        if (!UploadKey.TryRead(blobKey, out var memoryId, out var uploadId))
        {
            throw new InvalidOperationException("A policy was signed for a key that is not an upload's.");
        }

        await using var file = new UploadStream(form.File, post);
        await blobs.PutAsync(organizationId, blobKey, file, context.RequestAborted);
        try
        {
            // Not cancelled when the client goes away now: the file is there, whole.
            await grid.Get<IMemoryGrain>(GrainKey.Of(organizationId, memoryId)).CompleteUploadAsync(uploadId, CancellationToken.None);
        }
        catch (NotFoundException)
        {
            await blobs.DeleteAsync(organizationId, blobKey, CancellationToken.None);
            throw;
        }

        await AcceptAsync(context, form, post.Key, file.TakeTag());
    }

    private async Task AcceptAsync(HttpContext context, UploadForm form, string key, string tag)
    {
        var location = $"{uploads.BaseUrl(context.Request)}/{LocalUploads.Bucket}/{Uri.EscapeDataString(key)}";
        var response = context.Response;
        response.Headers.ETag = tag;
        response.Headers.Location = location;
        switch (form.Fields.FirstOrDefault(field => field.Key.Equals("success_action_status", StringComparison.OrdinalIgnoreCase)).Value)
        {
            case "201":
                response.StatusCode = StatusCodes.Status201Created;
                var answer = new XElement(
                    "PostResponse", new XElement("Location", location), new XElement("Bucket", LocalUploads.Bucket), new XElement("Key", key), new XElement("ETag", tag));
                await WriteAsync(context, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + answer.ToString(SaveOptions.DisableFormatting));
                break;
            case "200":
                response.StatusCode = StatusCodes.Status200OK;
                break;
            default:
                response.StatusCode = StatusCodes.Status204NoContent;
                break;
        }
    }

    private static Task RefuseAsync(HttpContext context, PostPolicyException refused)
    {
        context.Response.StatusCode = refused.StatusCode;
        return WriteAsync(context, refused.ToXml());
    }

    private static Task WriteAsync(HttpContext context, string xml)
    {
        context.Response.ContentType = Xml;
        return context.Response.WriteAsync(xml, context.RequestAborted);
    }
}
