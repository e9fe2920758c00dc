using System.Collections.Concurrent;
using Dapper;
using FencyGrid.Compliance.Postgres;
using FencyGrid.Compliance.Store;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FencyGrid.Storage.Tests.Postgres;

/// <summary>The PostgreSQL store, composed as the server composes it, on a database of the test class, emptied for each test.</summary>
internal sealed class PostgresUnderTest : StoreUnderTest
{
    private static readonly ConcurrentDictionary<Type, Lazy<Task<string>>> Databases = new();

    private readonly Action<PostgresStoreOptions> _configure;
    private readonly TimeProvider _time;

    public PostgresUnderTest(string connectionString, Action<PostgresStoreOptions>? configure = null, TimeProvider? time = null)
    {
        ConnectionString = connectionString;
        _configure = configure ?? (_ => { });
        _time = time ?? TimeProvider.System;
        Open();
    }

    public string ConnectionString { get; }

    public static async Task<StoreUnderTest> OpenAsync<TTests>() => new PostgresUnderTest(await EmptyDatabaseAsync<TTests>());

    /// <summary>The connection string of the class's database, with no rows but the server's own in it.</summary>
    public static async Task<string> EmptyDatabaseAsync<TTests>()
    {
        var connectionString = await Databases.GetOrAdd(typeof(TTests), _ => new(() => PostgresDatabases.CreateAsync())).Value;
        await using var connection = new NpgsqlConnection(connectionString);
        var tables = (await connection.QueryAsync<string>(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('schema_versions', 'settings', 'commit_markers')")).AsList();
        if (tables.Count > 0)
        {
            await connection.ExecuteAsync($"TRUNCATE {string.Join(", ", tables)}");
        }

        return connectionString;
    }

    protected override ServiceProvider Compose()
    {
        var services = new ServiceCollection()
            .AddSingleton(_time)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddFencyGridPostgres(options =>
            {
                options.ConnectionString = ConnectionString;
                _configure(options);
            })
            .BuildServiceProvider();
        services.GetRequiredService<IStore>();
        return services;
    }
}
