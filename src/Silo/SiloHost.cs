using FencyGrid.Api;
using FencyGrid.Api.Health;
using FencyGrid.Client;
using FencyGrid.Silo.Hosting;
using FencyGrid.Silo.Membership;
using FencyGrid.Silo.Relay;
using FencyGrid.Storage.Postgres;
using Microsoft.Extensions.Options;

namespace FencyGrid.Silo;

/// <summary>A process of the cluster: a silo with the front end beside it, or either alone.</summary>
public static class SiloHost
{
    /// <summary>Runs the process until it is told to stop: it then takes no more requests, finishes those it has, and leaves the cluster.</summary>
    /// <returns>The process's exit code.</returns>
    public static Task<int> RunAsync(string[] args) =>
        ApiHost.RunAsync(() => Build(args), app => app.Services.GetRequiredService<ClusterStart>().PrepareAsync(CancellationToken.None));

    /// <param name="configure">Runs after the components were added, so that what it registers replaces theirs.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Configuration.AddCommandLine(args, new Dictionary<string, string> { ["--role"] = $"{GridClusterOptions.Section}:Role" });
        var connectionString = builder.Configuration.GetConnectionString("FencyGrid")
            ?? throw new ClusterStartException("ConnectionStrings:FencyGrid is not set. A cluster keeps everything in one PostgreSQL database; for one machine without it, run src/Api.");
        var options = ReadOptions(builder);
        builder.Services.AddSingleton<ClusterStart>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ClusterStart>());
        builder.AddFencyGridStoreAndGrains();
        if (options.Role == SiloRole.Api)
        {
            builder.Services.AddFencyGridClient(client =>
                (client.ConnectionString, client.ClusterId, client.ServiceId) = (connectionString, options.ClusterId, options.ServiceId));
        }
        else
        {
            builder.Services.AddSiloGrid();
            builder.Services.AddSingleton<IConfigureOptions<PostgresStoreOptions>, CommitFence>();
            builder.UseOrleans(silo => silo.UseGridCluster(options, connectionString));
            builder.Services.AddRelayPartitions();
            builder.Services.AddScheduledWork();
        }

        // Also where it answers no requests: webhooks get their bodies from it, and the first process makes the first keys.
        builder.Services.AddFencyGridApi(builder.Configuration);

        configure?.Invoke(builder);
        builder.UseDefaultAddress();
        var app = builder.Build();
        if (options.Role != SiloRole.Silo)
        {
            app.MapFencyGridApi();
        }
        else
        {
            app.MapHealth();
        }

        return app;
    }

    private static GridClusterOptions ReadOptions(WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(GridClusterOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<GridClusterOptions>, GridClusterOptionsValidator>();
        builder.Services.AddOptions<GridClusterOptions>().Bind(section).ValidateOnStart();
        if (section["Role"] is { } role && !Enum.TryParse<SiloRole>(role, ignoreCase: true, out _))
        {
            throw new ClusterStartException($"The role is '{role}'; it may be all, silo or api.");
        }

        return section.Get<GridClusterOptions>() ?? new GridClusterOptions();
    }
}
