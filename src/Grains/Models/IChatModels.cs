using FencyGrid.Contracts;
using Microsoft.Extensions.AI;

namespace FencyGrid.Grains.Models;

/// <summary>The chat models that configuration offers.</summary>
public interface IChatModels
{
    /// <summary>The setting that adds a model, for messages.</summary>
    const string Setting = "FencyGrid:Models";

    /// <summary>The model of that <c>provider/model</c> name; the default one for null. Null if no model is configured at all.</summary>
    /// <exception cref="InvalidRequestException">Nothing that is configured serves the name, or nobody knows it.</exception>
    ChatModel? Resolve(string? name);
}

/// <param name="Endpoint">The configuration entry that serves it. Models of one entry share its limit of concurrent calls.</param>
/// <param name="MaxConcurrency">So many tasks at most use the entry at a time; others wait.</param>
public sealed record ChatModel(string Endpoint, int MaxConcurrency, IChatClient Client);

/// <summary>A model did not do its part: what it did instead, and which setting may mend it. The task fails with this reason.</summary>
public sealed class ModelFailedException(string message, Exception? inner = null) : GridException(message, inner)
{
    /// <summary>Whether the endpoint is at work but does not take this request, which it would refuse again.</summary>
    public bool IsRefusal { get; init; }
}
