using FencyGrid.Content;
using FencyGrid.Embedded;
using FencyGrid.Embedded.Relay;
using FencyGrid.Embedded.Webhooks;
using FencyGrid.Grains;
using FencyGrid.Storage.Sqlite;

namespace FencyGrid.Api;

/// <summary>The product on one machine: the front end with the grid below it in the same process.</summary>
public static class ApiHost
{
    public const string DefaultAddress = "http://localhost:5080";

    /// <param name="configure">Runs before the components are added, so that what it configures and registers counts.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        UseDefaultAddress(builder);
        builder.Logging.AddFencyGridDefaults();
        var settings = builder.Configuration.GetSection(FencyGridOptions.Section).Get<FencyGridOptions>() ?? new FencyGridOptions();
        builder.Services
            .AddFencyGridSqlite(settings.DataDirectory)
            .AddContent(builder.Configuration.GetSection(FencyGridOptions.Section), Path.Combine(settings.DataDirectory, "blobs"))
            .AddFencyGridGrains()
            .AddEmbeddedGrid()
            .AddEventRelay()
            .AddWebhookDispatch()
            .AddFencyGridApi(builder.Configuration);

        var app = builder.Build();
        app.MapFencyGridApi();
        return app;
    }

    private static void UseDefaultAddress(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var isConfigured = configuration[WebHostDefaults.ServerUrlsKey] is not null
            || configuration[WebHostDefaults.HttpPortsKey] is not null
            || configuration[WebHostDefaults.HttpsPortsKey] is not null
            || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
        if (!isConfigured)
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }
    }
}
