using System.Security.Cryptography;
using System.Text;

namespace FencyGrid.Api.Http.Idempotency;

/// <summary>A request's body read before its endpoint runs.</summary>
internal static class BufferedBody
{
    /// <summary>SHA-256 of the media type and the body, lower-case hex; the endpoint reads the body as if nobody had.</summary>
    public static async Task<string> FingerprintAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(context.Request.ContentType + "\n"));
        hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
        body.Position = 0;
        context.Request.Body = body;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
