using Microsoft.Extensions.Options;

namespace FencyGrid.Content.Blobs.S3;

/// <summary>The bucket that holds the blobs.</summary>
public sealed class S3BlobOptions
{
    public string Bucket { get; set; } = "";

    public string Region { get; set; } = "us-east-1";

    /// <summary>An S3-compatible server that is not Amazon's, such as <c>http://minio:9000</c>; null for Amazon's of the region.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Whether the bucket stands in the path rather than in the host name, as most servers other than Amazon's want it.</summary>
    public bool UsePathStyle { get; set; }

    /// <summary>Null, as the secret: the SDK's own chain (environment, profile, role of the machine).</summary>
    public string? AccessKeyId { get; set; }

    public string? SecretAccessKey { get; set; }

    /// <summary>Stands before every object's key, for a bucket that has other uses.</summary>
    public string Prefix { get; set; } = "";
}

public sealed class S3BlobOptionsValidator : IValidateOptions<S3BlobOptions>
{
    public ValidateOptionsResult Validate(string? name, S3BlobOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Bucket) || string.IsNullOrWhiteSpace(options.Region))
        {
            return ValidateOptionsResult.Fail("Bucket and Region must be set.");
        }

        if (options.Endpoint is not null && !(Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            return ValidateOptionsResult.Fail($"Endpoint is '{options.Endpoint}'; it must be an http or https URL.");
        }

        return string.IsNullOrEmpty(options.AccessKeyId) == string.IsNullOrEmpty(options.SecretAccessKey)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("AccessKeyId and SecretAccessKey go together: set both or neither.");
    }
}
