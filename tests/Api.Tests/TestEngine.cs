using System.Text;
using Microsoft.AspNetCore.Builder;

namespace FencyGrid.Api.Tests;

/// <summary>What a <see cref="TestServer"/> runs: here the product on one machine. The tests of the silo compile these same tests with a cluster in its place.</summary>
internal sealed class TestEngine(WebApplication app) : IAsyncDisposable
{
    /// <summary>The assembly that runs as a process of its own.</summary>
    public static string Program => typeof(ApiHost).Assembly.Location;

    public WebApplication App => app;

    /// <summary>The front end, and what else there is of the product.</summary>
    public IEnumerable<WebApplication> Processes => [app];

    /// <param name="directory">Outlives the engine: another one that is started on it finds what this one kept.</param>
    public static async Task<TestEngine> StartAsync(string[] arguments, string directory, Action<WebApplicationBuilder> configure)
    {
        _ = directory;
        var app = ApiHost.Build(arguments, configure);
        await app.StartAsync();
        return new TestEngine(app);
    }

    /// <summary>Everything that is stored there, as text in which words can be looked for.</summary>
    public static async Task<string> ReadStoredAsync(string directory)
    {
        var text = new StringBuilder();
        foreach (var path in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync());
        }

        return text.ToString();
    }

    /// <summary>Ends as a server does that is told to: disposing alone would take the services from what is still under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
