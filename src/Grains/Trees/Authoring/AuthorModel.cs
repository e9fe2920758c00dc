using FencyGrid.Contracts;
using FencyGrid.Grains.Models;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Trees.Authoring;

/// <summary>The default chat model, where one is configured, for what trees would rather have written than drawn together.</summary>
public sealed class AuthorModel(TreeOptions options, TimeProvider time, ILogger<AuthorModel> logger, IChatModels? models = null)
{
    /// <summary>For one operation, over any number of trees. Null where no model is the default one.</summary>
    public AuthorSession? Open(CancellationToken cancellationToken) =>
        Default() is { } model ? new AuthorSession(model, options.ModelTime, time, logger, cancellationToken) : null;

    private ChatModel? Default()
    {
        try
        {
            return models?.Resolve(null);
        }
        catch (InvalidRequestException)
        {
            // There are models, but none to take where none is named.
            return null;
        }
    }
}
