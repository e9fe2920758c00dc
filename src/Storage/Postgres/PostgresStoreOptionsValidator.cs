using Microsoft.Extensions.Options;

namespace FencyGrid.Storage.Postgres;

internal sealed class PostgresStoreOptionsValidator : IValidateOptions<PostgresStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, PostgresStoreOptions options) => options switch
    {
        { ConnectionString: var given } when string.IsNullOrWhiteSpace(given) =>
            ValidateOptionsResult.Fail("ConnectionStrings:FencyGrid is empty; it must be a PostgreSQL connection string such as 'Host=db;Database=fencygrid;Username=fencygrid;Password=…'."),
        { Writers: < 1 or > 1000 } => ValidateOptionsResult.Fail($"The store's writers are {options.Writers}; they must be 1 to 1000."),
        { QueueCapacity: < 1 or > 1_000_000 } => ValidateOptionsResult.Fail($"The store's queue capacity is {options.QueueCapacity}; it must be 1 to 1000000."),
        _ when options.ResolvePatience <= TimeSpan.Zero => ValidateOptionsResult.Fail($"The store's resolve patience is {options.ResolvePatience}; it must be positive."),
        _ => ValidateOptionsResult.Success,
    };
}
