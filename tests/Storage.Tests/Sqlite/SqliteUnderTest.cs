using FencyGrid.Compliance.Store;
using FencyGrid.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FencyGrid.Storage.Tests.Sqlite;

/// <summary>The SQLite store in a folder of its own, composed as the server composes it.</summary>
internal sealed class SqliteUnderTest : StoreUnderTest
{
    private readonly TemporaryFolder _folder = new();
    private readonly Action<SqliteStoreOptions> _configure;

    public SqliteUnderTest(Action<SqliteStoreOptions>? configure = null)
    {
        _configure = configure ?? (_ => { });
        Open();
    }

    public string DataDirectory => Path.Combine(_folder.Path, "data");

    public string DatabasePath => Path.Combine(DataDirectory, "fencygrid.db");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override ServiceProvider Compose() => new ServiceCollection()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddFencyGridSqlite(options =>
        {
            options.DataDirectory = DataDirectory;
            _configure(options);
        })
        .BuildServiceProvider();
}
