using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace FencyGrid.Api.Http.Idempotency;

/// <summary>An endpoint's answer held back until it is stored.</summary>
internal static class BufferedAnswer
{
    /// <summary>Runs the endpoint and answers the body it wrote; status and headers are on the response, which has not started.</summary>
    public static async Task<string> RunAsync(HttpContext context, RequestDelegate inner)
    {
        var original = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var buffer = new MemoryStream();
        var buffered = new StreamResponseBodyFeature(buffer, original);
        context.Features.Set<IHttpResponseBodyFeature>(buffered);
        try
        {
            await inner(context);
            await buffered.Writer.FlushAsync(context.RequestAborted);
        }
        finally
        {
            context.Features.Set(original);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
