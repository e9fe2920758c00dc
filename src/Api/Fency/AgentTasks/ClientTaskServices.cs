using FencyGrid.Api.Fency.Sessions;
using FencyGrid.Grains.AgentTasks;
using FencyGrid.Grains.Sessions;
using FencyGrid.Grains.Streams;

namespace FencyGrid.Api.Fency.AgentTasks;

internal static class ClientTaskServices
{
    /// <summary>The settings of sessions, streams and tasks, and the sweep of expired ones.</summary>
    public static IServiceCollection AddClientTasks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddBound<ClientSessionOptions>(configuration, ClientSessionOptions.Section, static options =>
            options.TokenLifetime > TimeSpan.Zero && options.FileLinkLifetime > TimeSpan.Zero && options.KeepExpired >= TimeSpan.Zero);
        services.AddBound<StreamOptions>(configuration, StreamOptions.Section, static options =>
            options.Lifetime > TimeSpan.Zero && options.Lifetime < TimeSpan.FromDays(40) && options.Heartbeat > TimeSpan.Zero && options.MaxKeptCharacters > 0);
        services.AddBound<AgentTaskOptions>(configuration, AgentTaskOptions.Section, static options =>
            options.MaxDuration > TimeSpan.Zero && options.MaxDuration < TimeSpan.FromDays(40) && options.MaxConcurrency > 0
            && options.MaxToolRounds > 0 && options.MaxInterruptions >= 0 && options.TextInterval >= TimeSpan.Zero);
        return services.AddHostedService<ExpiredSessionsSweep>();
    }
}
