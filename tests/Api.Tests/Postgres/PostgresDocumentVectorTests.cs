using FencyGrid.Api.Tests.Fency;
using FencyGrid.Compliance.Postgres;

namespace FencyGrid.Api.Tests.Postgres;

public sealed class PostgresDocumentVectorTests : DocumentVectorSuite
{
    protected override async Task<IReadOnlyDictionary<string, string?>> SettingsAsync() =>
        new Dictionary<string, string?> { ["ConnectionStrings:FencyGrid"] = await PostgresDatabases.CreateAsync() };
}
