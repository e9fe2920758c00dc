using System.Text;
using FencyGrid.Content.Uploads;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace FencyGrid.Api.Fency.Uploads;

/// <summary>A form as S3 takes it: fields, then the field <c>file</c>, which is read as it comes in. What follows the file is not looked at.</summary>
/// <param name="FileName">The name that the file part gives; null for none.</param>
internal sealed record UploadForm(IReadOnlyList<KeyValuePair<string, string>> Fields, string? FileName, Stream File)
{
    /// <summary>S3's bound of all that comes before the file, in bytes.</summary>
    public const int MaxFieldBytes = 20_480;

    private const int MaxBoundaryLength = 200;

    /// <exception cref="PostPolicyException">With S3's error.</exception>
    public static async Task<UploadForm> ReadAsync(HttpRequest request)
    {
        var reader = new MultipartReader(Boundary(request), request.Body);
        var fields = new List<KeyValuePair<string, string>>();
        var room = MaxFieldBytes;
        while (await NextAsync(reader, request.HttpContext.RequestAborted) is { } section)
        {
            if (section.GetContentDispositionHeader() is not { } disposition || HeaderUtilities.RemoveQuotes(disposition.Name).Value is not { Length: > 0 } name)
            {
                throw Malformed();
            }

            if (name.Equals("file", StringComparison.OrdinalIgnoreCase))
            {
                var fileName = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
                return new UploadForm(fields, string.IsNullOrEmpty(fileName) ? null : fileName, section.Body);
            }

            room -= Encoding.UTF8.GetByteCount(name);
            var value = await ReadValueAsync(section.Body, room, request.HttpContext.RequestAborted);
            room -= value.Length;
            fields.Add(new(name, Encoding.UTF8.GetString(value)));
        }

        throw new PostPolicyException("IncorrectNumberOfFilesInPostRequest", StatusCodes.Status400BadRequest, "POST requires exactly one file upload per request.");
    }

    public static PostPolicyException Malformed() => new(
        "MalformedPOSTRequest", StatusCodes.Status400BadRequest, "The body of your POST request is not well-formed multipart/form-data.");

    private static string Boundary(HttpRequest request)
    {
        var isForm = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        if (!isForm)
        {
            throw new PostPolicyException(
                "PreconditionFailed",
                StatusCodes.Status412PreconditionFailed,
                "At least one of the pre-conditions you specified did not hold",
                ("Condition", "Bucket POST must be of the enclosure-type multipart/form-data"));
        }

        return HeaderUtilities.RemoveQuotes(type!.Boundary).Value is { Length: > 0 and <= MaxBoundaryLength } boundary ? boundary : throw Malformed();
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            // Cut off, or headers past the reader's limits.
            throw Malformed();
        }
    }

    private static async Task<byte[]> ReadValueAsync(Stream body, int room, CancellationToken cancellationToken)
    {
        using var value = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        try
        {
            while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                value.Write(buffer, 0, read);
                if (value.Length > room)
                {
                    throw new PostPolicyException(
                        "MaxPostPreDataLengthExceeded",
                        StatusCodes.Status400BadRequest,
                        "Your POST request fields preceding the upload file were too large.",
                        ("MaxPostPreDataLength", MaxFieldBytes.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                }
            }
        }
        catch (IOException)
        {
            throw Malformed();
        }

        return value.ToArray();
    }
}
