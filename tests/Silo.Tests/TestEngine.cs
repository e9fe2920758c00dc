using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FencyGrid.Compliance.Postgres;
using FencyGrid.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace FencyGrid.Api.Tests;

/// <summary>What a <see cref="TestServer"/> runs here: two silos on a PostgreSQL database, the first with the front end.</summary>
internal sealed class TestEngine(WebApplication app, WebApplication other) : IAsyncDisposable
{
    private const string Database = "--ConnectionStrings:FencyGrid=";

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Databases = new();

    /// <summary>The assembly that runs as a process of its own.</summary>
    public static string Program => typeof(SiloHost).Assembly.Location;

    public WebApplication App => app;

    /// <summary>The front end, and what else there is of the product.</summary>
    public IEnumerable<WebApplication> Processes => [app, other];

    /// <param name="directory">Outlives the engine: another one that is started on it finds what this one kept.</param>
    public static async Task<TestEngine> StartAsync(string[] arguments, string directory, Action<WebApplicationBuilder> configure)
    {
        var database = arguments.SingleOrDefault(argument => argument.StartsWith(Database, StringComparison.Ordinal))?[Database.Length..]
            ?? await Databases.GetOrAdd(directory, _ => new Lazy<Task<string>>(() => PostgresDatabases.CreateAsync())).Value;
        var app = await StartAsync(arguments, "all", database, configure);
        try
        {
            return new TestEngine(app, await StartAsync(arguments, "silo", database, configure));
        }
        catch
        {
            await StopAsync(app);
            throw;
        }
    }

    /// <summary>Every row of every table. What PostgreSQL's files still hold of deleted rows is out of reach of any query; see KNOWN-ISSUES.md.</summary>
    public static async Task<string> ReadStoredAsync(string directory)
    {
        await using var source = NpgsqlDataSource.Create(await PostgresDatabases.AsAdministratorAsync(await Databases[directory].Value));
        var tables = new List<string>();
        await using (var names = await source.CreateCommand("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").ExecuteReaderAsync())
        {
            while (await names.ReadAsync())
            {
                tables.Add(names.GetString(0));
            }
        }

        var text = new StringBuilder();
        foreach (var table in tables)
        {
            await using var rows = await source.CreateCommand($"SELECT t::text FROM {table} t").ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                text.AppendLine(rows.GetString(0));
            }
        }

        return text.ToString();
    }

    /// <summary>Ends the silos one after the other, as processes that are told to. What their membership kept of connections would end with such a process.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(app);
        await StopAsync(other);
        NpgsqlConnection.ClearAllPools();
    }

    private static async Task StopAsync(WebApplication silo)
    {
        await silo.StopAsync();
        await silo.DisposeAsync();
    }

    private static async Task<WebApplication> StartAsync(string[] arguments, string role, string database, Action<WebApplicationBuilder> configure)
    {
        string[] own =
        [
            .. arguments,
            Database + database,
            $"--FencyGrid:Cluster:Role={role}",
            "--FencyGrid:Cluster:AdvertisedHost=127.0.0.1",
            $"--FencyGrid:Cluster:SiloPort={FreePort()}",
            $"--FencyGrid:Cluster:GatewayPort={FreePort()}",
            "--Logging:LogLevel:Default=Error",
        ];
        var silo = SiloHost.Build(own, configure);
        await silo.StartAsync();
        return silo;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
