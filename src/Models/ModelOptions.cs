namespace FencyGrid.Models;

/// <summary>
/// One entry of <c>FencyGrid:Models</c>: an OpenAI-compatible endpoint. The entry's name says which model names it serves: a whole
/// <c>provider/model</c> name, a provider, or <c>default</c> for all that no other entry serves.
/// </summary>
public sealed class ModelOptions
{
    /// <summary>The base address, such as <c>https://api.openai.com/v1</c>.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Sent as a bearer token; an endpoint of your own may need none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>What the endpoint calls the model; left out, the part of the asked name after its slash.</summary>
    public string? Model { get; set; }

    /// <summary>How long the endpoint may be silent, before its answer and within it.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a call is tried again that was refused for now (408, 429, 5xx) or did not get through.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>The longest Retry-After that is waited for; past it the task fails at once.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>So many tasks use the endpoint at a time; others wait for their turn.</summary>
    public int MaxConcurrency { get; set; } = 1_000;
}

/// <summary>Section <c>FencyGrid:Embeddings</c>: an OpenAI-compatible endpoint for embeddings.</summary>
public sealed class EmbeddingOptions
{
    public string? Endpoint { get; set; }

    public string? ApiKey { get; set; }

    public string? Model { get; set; }

    /// <summary>The length of the vectors; left out, the model's own.</summary>
    public int? Dimensions { get; set; }

    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    public int MaxRetries { get; set; } = 2;

    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(30);
}
