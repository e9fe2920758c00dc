using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi;
using FencyGrid.Content.Conversion;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using Microsoft.Extensions.Options;

namespace FencyGrid.Api.Fency.Uploads;

internal static class FencyUploadEndpoints
{
    public static void MapFencyUploads(this IEndpointRouteBuilder api) =>
        api.MapPost("/memories/{id}/uploads", CreateAsync).WithTags("Memories")
            .Describe("createUpload", "Creates an upload for a FILE memory: the fields of a form to post to uploadUrl, with the file as the last field.")
            .DescribeBody<CreateUploadRequest>().DescribeAnswer<FencyUpload>(StatusCodes.Status201Created);

    /// <summary>Where the forms go. The signed policy in the form is all the authorization there is.</summary>
    public static void MapUploadForm(this IEndpointRouteBuilder app) =>
        app.MapPost($"/{LocalUploads.Bucket}", static (HttpContext context, UploadReceiver receiver) => receiver.ReceiveAsync(context)).ExcludeFromDescription();

    private static async Task CreateAsync(
        HttpContext context, string id, IGrid grid, IUploadTarget target, IOptions<FencyGridOptions> options, IOptions<ConversionOptions> limits, TimeProvider time)
    {
        var key = FencyEndpoints.KeyOf(context, id, Ids.Memory, "memory");
        CreateUploadRequest request;
        using (var body = await RequestBody.ReadAsync(context))
        {
            request = CreateUploadRequest.Read(body.Fields, (int)Math.Min(int.MaxValue, limits.Value.MaxInputBytes));
        }

        var expiresAt = time.GetUtcNow() + options.Value.Uploads.Lifetime;
        var upload = await grid.Get<IMemoryGrain>(key).BeginUploadAsync(request.ToNewUpload(target.IsAnnounced, expiresAt), context.RequestAborted);
        var post = await target.SignAsync(context.Request, key.OrganizationId, upload.BlobKey, request, expiresAt);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status201Created, new FencyUpload(post), FencyJson.OneUpload);
    }
}
