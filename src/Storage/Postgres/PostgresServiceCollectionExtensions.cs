using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Schema;
using FencyGrid.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FencyGrid.Storage.Postgres;

public static class PostgresServiceCollectionExtensions
{
    /// <summary>Keeps everything in the PostgreSQL database that <paramref name="connectionString"/> names. It is opened when the store is first asked for.</summary>
    public static IServiceCollection AddFencyGridPostgres(this IServiceCollection services, string connectionString) =>
        services.AddFencyGridPostgres(options => options.ConnectionString = connectionString);

    /// <inheritdoc cref="AddFencyGridPostgres(IServiceCollection, string)"/>
    public static IServiceCollection AddFencyGridPostgres(this IServiceCollection services, Action<PostgresStoreOptions> configure)
    {
        services.AddOptions<PostgresStoreOptions>().Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgresStoreOptions>, PostgresStoreOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new PostgresStore(
            provider.GetRequiredService<IOptions<PostgresStoreOptions>>().Value,
            SchemaScript.All,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IStore>(provider => provider.GetRequiredService<PostgresStore>());
        services.AddSingleton<IStoreMaintenance>(provider => provider.GetRequiredService<PostgresStore>());
        services.AddSingleton(provider => provider.GetRequiredService<PostgresStore>().PageTokens);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresStore>().ServerSecret);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresStore>().Reader);
        services.AddSingleton<IOutbox>(provider => provider.GetRequiredService<PostgresStore>().Outbox);
        return services.AddStoreQueries();
    }
}
