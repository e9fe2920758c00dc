using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using FencyGrid.Compliance.Postgres;
using FencyGrid.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace FencyGrid.Api.Tests;

/// <summary>What a <see cref="TestServer"/> runs here: two silos on a PostgreSQL database, the first with the front end.</summary>
internal sealed class TestEngine(WebApplication app, WebApplication other) : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Databases = new();

    public WebApplication App => app;

    /// <param name="directory">Outlives the engine: another one that is started on it finds what this one kept.</param>
    public static async Task<TestEngine> StartAsync(string[] arguments, string directory, Action<WebApplicationBuilder> configure)
    {
        var database = await Databases.GetOrAdd(directory, _ => new Lazy<Task<string>>(() => PostgresDatabases.CreateAsync())).Value;
        var app = await StartAsync(arguments, "all", database, configure);
        try
        {
            return new TestEngine(app, await StartAsync(arguments, "silo", database, configure));
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        await app.DisposeAsync();
    }

    private static async Task<WebApplication> StartAsync(string[] arguments, string role, string database, Action<WebApplicationBuilder> configure)
    {
        string[] own =
        [
            .. arguments,
            $"--ConnectionStrings:FencyGrid={database}",
            $"--FencyGrid:Cluster:Role={role}",
            "--FencyGrid:Cluster:AdvertisedHost=127.0.0.1",
            $"--FencyGrid:Cluster:SiloPort={FreePort()}",
            $"--FencyGrid:Cluster:GatewayPort={FreePort()}",
        ];
        var silo = SiloHost.Build(own, configure);
        await silo.StartAsync();
        return silo;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
