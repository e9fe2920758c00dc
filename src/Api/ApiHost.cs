using FencyGrid.Content;
using FencyGrid.Embedded;
using FencyGrid.Embedded.Relay;
using FencyGrid.Embedded.Retention;
using FencyGrid.Embedded.Scheduling;
using FencyGrid.Embedded.Webhooks;
using FencyGrid.Grains;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Trees;
using FencyGrid.Models;
using FencyGrid.Storage.Postgres;
using FencyGrid.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace FencyGrid.Api;

/// <summary>The product on one machine: the front end with the grid below it in the same process.</summary>
public static class ApiHost
{
    public const string DefaultAddress = "http://localhost:5080";

    /// <summary>Runs the server until it is told to stop.</summary>
    /// <returns>The process's exit code.</returns>
    public static Task<int> RunAsync(string[] args) => RunAsync(() => Build(args), app =>
    {
        app.Services.GetRequiredService<IStore>();
        return Task.CompletedTask;
    });

    /// <summary>Runs an application until it is told to stop. What keeps it from starting and can be mended is told in a sentence.</summary>
    /// <param name="prepare">Here rather than among the hosted services, whose failures the host logs with a stack trace.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build, Func<WebApplication, Task> prepare)
    {
        try
        {
            await using var app = build();
            app.Services.GetService<IStartupValidator>()?.Validate();
            await prepare(app);
            await app.RunAsync();
            return 0;
        }
        catch (Exception exception) when (StartFailure.Describe(exception) is { } advice)
        {
            await Console.Error.WriteLineAsync($"FencyGrid cannot start. {advice}");
            return StartFailure.ExitCode;
        }
    }

    /// <param name="configure">Runs after the components were added, so that what it registers replaces theirs.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddFencyGridStoreAndGrains();
        builder.Services.AddEmbeddedGrid();
        builder.Services.AddEventRelay();
        builder.Services.AddScheduledWork();
        builder.Services.AddFencyGridApi(builder.Configuration);
        configure?.Invoke(builder);
        builder.UseDefaultAddress();

        var app = builder.Build();
        app.MapFencyGridApi();
        return app;
    }

    /// <summary>Everything but the engine and the front end: the store, the grains and what they need.</summary>
    public static void AddFencyGridStoreAndGrains(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFencyGridDefaults();
        var settings = builder.Configuration.GetSection(FencyGridOptions.Section);
        string DataDirectory() => settings[nameof(FencyGridOptions.DataDirectory)] ?? new FencyGridOptions().DataDirectory;
        AddStore(builder, DataDirectory);
        builder.Services.AddContent(settings, () => Path.Combine(DataDirectory(), "blobs"));
        builder.Services.AddFencyGridModels(builder.Configuration);
        builder.Services.AddFencyGridGrains();
        builder.Services.AddBound<TreeOptions>(builder.Configuration, TreeOptions.Section, static options =>
            options.NodeCapacity > 0 && options.EpisodeMessages > 0 && options.LossBudget is >= 0 and <= 1 && options.WisdomUsers >= 3
            && options.ConsolidationHour is >= 0 and < 24 && options.ScatterWidth > 0 && options.StaleAfter > TimeSpan.Zero
            && options.ModelTime > TimeSpan.Zero && options.ModelTime < TimeSpan.FromDays(40));
        builder.Services.AddOptions<EmbeddedGridOptions>().Bind(settings.GetSection("Grid"));
    }

    /// <summary>The loops that look for what is due. Any number of processes may run them.</summary>
    public static void AddScheduledWork(this IServiceCollection services)
    {
        services.AddHostedService<ScheduledWorkLoop>();
        services.AddWebhookDispatch();
        services.AddRetention();
    }

    /// <summary>A database file of its own where no database is configured.</summary>
    private static void AddStore(WebApplicationBuilder builder, Func<string> dataDirectory)
    {
        if (builder.Configuration.GetConnectionString("FencyGrid") is { } connectionString)
        {
            builder.Services.AddFencyGridPostgres(connectionString);
        }
        else
        {
            builder.Services.AddFencyGridSqlite(store => store.DataDirectory = dataDirectory());
        }
    }

    public static void UseDefaultAddress(this WebApplicationBuilder builder)
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
