using Microsoft.Extensions.Options;

namespace FencyGrid.Api;

/// <summary>The front end's settings, section <c>FencyGrid</c>.</summary>
public sealed class FencyGridOptions
{
    public const string Section = "FencyGrid";

    /// <summary>Where the embedded store keeps its files; a relative path starts at the directory the server was started in.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Refuses plain HTTP on everything but the health checks.</summary>
    public bool RequireHttps { get; set; }

    /// <summary>
    /// Lets the header <c>X-Forwarded-Proto: https</c> count as HTTPS. Only behind a proxy that always sets the header itself:
    /// otherwise any client can claim it.
    /// </summary>
    public bool TrustForwardedProto { get; set; }

    /// <summary>The largest request body, in bytes.</summary>
    public long MaxBodyBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>This server's address as its clients know it, such as <c>https://memory.example.com</c>; null for the one that a request was sent to.</summary>
    public string? PublicUrl { get; set; }

    public UploadOptions Uploads { get; set; } = new();

    public BootstrapOptions Bootstrap { get; set; } = new();
}

public sealed class UploadOptions
{
    /// <summary>How long a file may be uploaded after the upload was created.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);
}

/// <summary>The default organization's keys. What is not given is generated at the first start.</summary>
public sealed class BootstrapOptions
{
    public string? SecretKey { get; set; }

    public string? PublishableKey { get; set; }
}

internal sealed class FencyGridOptionsValidator : IValidateOptions<FencyGridOptions>
{
    public ValidateOptionsResult Validate(string? name, FencyGridOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            failures.Add("FencyGrid:DataDirectory is empty; leave it out for 'data', or name a directory.");
        }

        if (options.MaxBodyBytes is < 1024 or > int.MaxValue)
        {
            failures.Add($"FencyGrid:MaxBodyBytes is {options.MaxBodyBytes}; it may be from 1024 to {int.MaxValue}.");
        }

        if (options.PublicUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"))
        {
            failures.Add($"FencyGrid:PublicUrl is '{url}'; it must be an absolute http or https URL, such as https://memory.example.com.");
        }

        if (options.Uploads.Lifetime < TimeSpan.FromMinutes(1) || options.Uploads.Lifetime > TimeSpan.FromDays(7))
        {
            failures.Add($"FencyGrid:Uploads:Lifetime is {options.Uploads.Lifetime}; it may be from a minute to 7 days.");
        }

        Check(options.Bootstrap.SecretKey, "SecretKey", "sk_", failures);
        Check(options.Bootstrap.PublishableKey, "PublishableKey", "pk_", failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // The value itself stays out of the message: it would end up in a log.
    private static void Check(string? key, string setting, string prefix, List<string> failures)
    {
        if (key is not null && (!key.StartsWith(prefix, StringComparison.Ordinal) || key.Length is < 16 or > 256 || key.Any(c => c is <= ' ' or > '~')))
        {
            failures.Add($"FencyGrid:Bootstrap:{setting} must start with '{prefix}' and have 16 to 256 printable ASCII characters without spaces.");
        }
    }
}
