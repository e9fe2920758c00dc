using Microsoft.Extensions.Options;

namespace FencyGrid.Content.Fetching;

/// <summary>Limits of fetching a user's URL.</summary>
public sealed class FetchOptions
{
    /// <summary>The largest body, in bytes after decompression.</summary>
    public long MaxBytes { get; set; } = 20L * 1024 * 1024;

    /// <summary>The time from the first look-up to the last byte, redirects included.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    public int MaxRedirects { get; set; } = 5;
}

public sealed class FetchOptionsValidator : IValidateOptions<FetchOptions>
{
    public ValidateOptionsResult Validate(string? name, FetchOptions options)
    {
        if (options.MaxBytes is < 1 or > 1024L * 1024 * 1024)
        {
            return ValidateOptionsResult.Fail($"MaxBytes is {options.MaxBytes}; it must be 1 byte to 1 GiB.");
        }

        if (options.TimeLimit <= TimeSpan.Zero || options.TimeLimit > TimeSpan.FromHours(1))
        {
            return ValidateOptionsResult.Fail($"TimeLimit is {options.TimeLimit}; it must be positive and at most an hour.");
        }

        return options.MaxRedirects is < 0 or > 20
            ? ValidateOptionsResult.Fail($"MaxRedirects is {options.MaxRedirects}; it must be 0 to 20.")
            : ValidateOptionsResult.Success;
    }
}
