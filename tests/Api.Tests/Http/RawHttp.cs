using System.Net.Sockets;
using System.Text;

namespace FencyGrid.Api.Tests.Http;

/// <summary>For requests that no HTTP client would send.</summary>
internal static class RawHttp
{
    /// <summary>Sends the text and reads until the server closes the connection.</summary>
    public static async Task<string> SendAsync(Uri address, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
