using Microsoft.Extensions.Options;

namespace FencyGrid.Storage.Sqlite;

internal sealed class SqliteStoreOptionsValidator : IValidateOptions<SqliteStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, SqliteStoreOptions options)
    {
        var failures = new List<string>();
        Require(!string.IsNullOrWhiteSpace(options.DataDirectory), "FencyGrid:DataDirectory must name a folder.");
        Require(!string.IsNullOrWhiteSpace(options.FileName) && Path.GetFileName(options.FileName) == options.FileName, $"The database's file name '{options.FileName}' must be a name without a folder.");
        Require(options.QueueCapacity is >= 1 and <= 1_000_000, $"The store's queue capacity is {options.QueueCapacity}; it must be 1 to 1000000.");
        Require(options.GroupLimit is >= 1 and <= 10_000, $"The store's group limit is {options.GroupLimit}; it must be 1 to 10000.");
        Require(options.CheckpointPages >= 1, $"The store's checkpoint pages are {options.CheckpointPages}; they must be 1 or more.");
        Require(options.EraseDelay >= TimeSpan.Zero && options.IdleCheckpointDelay > TimeSpan.Zero && options.BusyTimeout > TimeSpan.Zero, "The store's delays and its busy timeout must be positive.");
        Require(options.MaxPages is null or >= 16, $"The database's page limit is {options.MaxPages}; it must be 16 or more.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Require(bool holds, string otherwise)
        {
            if (!holds)
            {
                failures.Add(otherwise);
            }
        }
    }
}
