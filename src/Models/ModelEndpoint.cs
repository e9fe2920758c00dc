using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;

namespace FencyGrid.Models;

/// <summary>How an entry's endpoint is called.</summary>
/// <param name="Setting">The entry's place in configuration, for messages.</param>
internal sealed record ModelEndpoint(string Setting, Uri Address, string? ApiKey, TimeSpan Timeout, int MaxRetries, TimeSpan MaxRetryAfter)
{
    // The OpenAI package insists on a key; an endpoint that asks for none does not look at it.
    public ApiKeyCredential Credential => new(string.IsNullOrEmpty(ApiKey) ? "none" : ApiKey);

    public OpenAIClientOptions ClientOptions(TimeProvider time) => new()
    {
        Endpoint = Address,
        NetworkTimeout = Timeout,
        RetryPolicy = new BoundedRetryPolicy(MaxRetries, MaxRetryAfter, time),

        // Its own logging and tracing would write prompts and keys to wherever logs go.
        ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        EnableDistributedTracing = false,
    };
}
