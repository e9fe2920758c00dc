using FencyGrid.Bench.Load;
using FencyGrid.Bench.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Bench.Floors;

/// <summary>The floor of any HTTP server here: Kestrel in its own process with an endpoint that reads the body and answers a constant.</summary>
public static class EmptyEndpoint
{
    /// <summary>The child process: runs until it is killed.</summary>
    public static void Serve(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        app.MapPost("/", async (HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            return Results.Text("{}", "application/json");
        });
        app.Run();
    }

    public static async Task<LoadResult> MeasureAsync(int connections, double seconds, Func<int, string> body)
    {
        var address = new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}");
        using var process = System.Diagnostics.Process.Start("dotnet", [typeof(EmptyEndpoint).Assembly.Location, "serve-empty", address.ToString()]);
        try
        {
            using var http = new HttpConnections(address, bearer: null);
            await UntilReadyAsync(address);
            await LoadGenerator.ForSecondsAsync(connections, 1, number => http.SendAsync("POST", "/", body(number)));
            return await LoadGenerator.ForSecondsAsync(connections, seconds, number => http.SendAsync("POST", "/", body(number)));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task UntilReadyAsync(Uri address)
    {
        while (true)
        {
            try
            {
                using var client = new HttpClient();
                await client.PostAsync(address, new StringContent(string.Empty));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(10);
            }
        }
    }
}
