using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;

namespace FencyGrid.Grains.Models;

/// <summary>Model names, <c>provider/model</c>, as clients write them.</summary>
public static class ModelNames
{
    /// <summary>The names that Fency's own client offers.</summary>
    public static readonly IReadOnlyList<string> Known =
    [
        "anthropic/claude-haiku-4.5",
        "anthropic/claude-opus-4.5",
        "anthropic/claude-sonnet-4.5",
        "anthropic/claude-opus-4.6",
        "anthropic/claude-sonnet-4.6",
        "google/gemini-2.5-flash",
        "google/gemini-2.5-flash-lite",
        "google/gemini-2.5-pro",
        "openai/gpt-4.1-nano",
        "openai/gpt-4.1-mini",
        "openai/gpt-4.1",
        "openai/gpt-5-mini",
        "openai/gpt-5-nano",
    ];

    public static string ProviderOf(string name) => name.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? name[..slash] : name;

    public static string ModelOf(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>The providers' own ranges: anthropic's temperature ends at 1, others' at 2; topP is a share.</summary>
    /// <exception cref="InvalidRequestException">A value is out of range.</exception>
    public static void CheckSampling(string? name, Sampling sampling)
    {
        var max = name is not null && ProviderOf(name) == "anthropic" ? 1 : 2;
        if (sampling.Temperature is { } temperature && !(temperature >= 0 && temperature <= max))
        {
            throw new InvalidRequestException(FormattableString.Invariant($"'temperature' must be from 0 to {max} for the model '{name ?? "default"}'; it is {temperature}."));
        }

        if (sampling.TopP is { } topP && !(topP >= 0 && topP <= 1))
        {
            throw new InvalidRequestException(FormattableString.Invariant($"'topP' must be from 0 to 1; it is {topP}."));
        }
    }
}
