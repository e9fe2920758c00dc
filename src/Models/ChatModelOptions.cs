using Microsoft.Extensions.Options;

namespace FencyGrid.Models;

/// <summary>Section <c>FencyGrid:Models</c>.</summary>
public sealed class ChatModelOptions
{
    /// <summary>By name: <c>openai/gpt-4.1</c>, <c>openai</c>, <c>default</c>.</summary>
    public Dictionary<string, ModelOptions> Entries { get; } = new(StringComparer.OrdinalIgnoreCase);
}

internal sealed class ChatModelOptionsValidator : IValidateOptions<ChatModelOptions>
{
    public ValidateOptionsResult Validate(string? name, ChatModelOptions options)
    {
        var failures = new List<string>();
        foreach (var (entry, model) in options.Entries)
        {
            var setting = $"{Grains.Models.IChatModels.Setting}:{entry}";
            EndpointSettings.Check(setting, model.Endpoint, model.Timeout, model.MaxRetries, failures);
            if (entry == ChatModelCatalog.DefaultEntry && string.IsNullOrWhiteSpace(model.Model))
            {
                failures.Add($"{setting}:Model is missing; the default entry serves any name, so it must say what its endpoint calls the model.");
            }

            if (model.MaxConcurrency < 1)
            {
                failures.Add($"{setting}:MaxConcurrency is {model.MaxConcurrency}; it must be at least 1.");
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

internal sealed class EmbeddingOptionsValidator : IValidateOptions<EmbeddingOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddingOptions options)
    {
        var failures = new List<string>();
        if (options.Endpoint is not null)
        {
            EndpointSettings.Check(ModelServices.EmbeddingSection, options.Endpoint, options.Timeout, options.MaxRetries, failures);
            if (string.IsNullOrWhiteSpace(options.Model))
            {
                failures.Add($"{ModelServices.EmbeddingSection}:Model is missing; it names the model that the endpoint embeds with.");
            }
        }

        if (options.Dimensions is < 1 or > 65_536)
        {
            failures.Add($"{ModelServices.EmbeddingSection}:Dimensions is {options.Dimensions}; it may be from 1 to 65536, or left out.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

internal static class EndpointSettings
{
    public static void Check(string setting, string? endpoint, TimeSpan timeout, int maxRetries, List<string> failures)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            failures.Add($"{setting}:Endpoint must be an absolute http or https URL, such as https://api.openai.com/v1.");
        }

        if (timeout <= TimeSpan.Zero)
        {
            failures.Add($"{setting}:Timeout is {timeout}; it must be positive.");
        }

        if (maxRetries is < 0 or > 10)
        {
            failures.Add($"{setting}:MaxRetries is {maxRetries}; it may be from 0 to 10.");
        }
    }
}
