using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FencyGrid.Api.Auth;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests;

/// <summary>The real front end on a free port, with a data directory of its own that goes with it.</summary>
public sealed class TestServer : IAsyncDisposable
{
    public const string SecretKey = "sk_test_0123456789abcdef";
    public const string PublishableKey = "pk_test_0123456789abcdef";

    private readonly TestEngine _engine;
    private readonly bool _keepsData;

    private TestServer(TestEngine engine, string directory, bool keepsData, StringWriter console)
    {
        _engine = engine;
        DataDirectory = directory;
        _keepsData = keepsData;
        Console = console;
        Address = new Uri(engine.App.Urls.First());
        Client = CreateClient(SecretKey);
    }

    public Uri Address { get; }

    public string DataDirectory { get; }

    /// <summary>Calls with the default organization's configured key.</summary>
    public HttpClient Client { get; }

    /// <summary>What the server printed past its loggers.</summary>
    public StringWriter Console { get; }

    public IServiceProvider Services => _engine.App.Services;

    /// <param name="dataDirectory">A directory that outlives the server; null for one that goes with it.</param>
    public static async Task<TestServer> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, string? dataDirectory = null)
    {
        var directory = dataDirectory ?? Directory.CreateTempSubdirectory("fencygrid-api-").FullName;
        var console = new StringWriter();

        // Which store it is on is settled before the settings below are there.
        string[] arguments = settings?.GetValueOrDefault("ConnectionStrings:FencyGrid") is { } database ? [$"--ConnectionStrings:FencyGrid={database}"] : [];
        var engine = await TestEngine.StartAsync(arguments, directory, builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["urls"] = "http://127.0.0.1:0",
                ["FencyGrid:DataDirectory"] = directory,
                ["FencyGrid:Bootstrap:SecretKey"] = SecretKey,
                ["FencyGrid:Bootstrap:PublishableKey"] = PublishableKey,
            });
            builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
            builder.Services.AddSingleton(new BootstrapOutput(console));
            services?.Invoke(builder.Services);
        });
        return new TestServer(engine, directory, keepsData: dataDirectory is not null, console);
    }

    public HttpClient CreateClient(string? key)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>A client of another, new organization.</summary>
    public async Task<HttpClient> CreateStrangerAsync()
    {
        var organization = await Client.SendJsonAsync(HttpMethod.Post, "/admin/v1/organizations", """{"name":"Strangers"}""");
        return CreateClient(organization.Json.GetProperty("secretKey").GetString());
    }

    /// <summary>What each process of the product says of itself.</summary>
    public Task<HttpStatusCode[]> ReadinessAsync() =>
        Task.WhenAll(_engine.Processes.Select(async process => (await Client.GetAnswerAsync($"{process.Urls.First()}/readyz")).Status));

    /// <summary>Returns once calls may be sent to every process.</summary>
    public async Task UntilReadyAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await ReadinessAsync()).Any(status => status != HttpStatusCode.OK))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _engine.DisposeAsync();
        if (!_keepsData)
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
    }
}

/// <summary>One server for the tests of a class that do not care what else it holds.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    public TestServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await TestServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
