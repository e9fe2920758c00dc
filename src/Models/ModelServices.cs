using FencyGrid.Grains.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FencyGrid.Models;

public static class ModelServices
{
    public const string EmbeddingSection = "FencyGrid:Embeddings";

    /// <summary>Offers the models that configuration names. <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> is there only where an embedding endpoint is configured.</summary>
    public static IServiceCollection AddFencyGridModels(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<ChatModelOptions>().Configure(options =>
        {
            foreach (var entry in configuration.GetSection(IChatModels.Setting).GetChildren())
            {
                options.Entries[entry.Key] = entry.Get<ModelOptions>() ?? new ModelOptions();
            }
        }).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChatModelOptions>, ChatModelOptionsValidator>());
        services.TryAddSingleton<IChatModels, ChatModelCatalog>();

        services.AddOptions<EmbeddingOptions>().Bind(configuration.GetSection(EmbeddingSection)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EmbeddingOptions>, EmbeddingOptionsValidator>());
        if (configuration[$"{EmbeddingSection}:Endpoint"] is not null)
        {
            services.TryAddSingleton(CreateEmbeddingGenerator);
        }

        return services;
    }

    private static IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<EmbeddingOptions>>().Value;
        var endpoint = new ModelEndpoint(
            EmbeddingSection, new Uri(options.Endpoint!), options.ApiKey, options.Timeout, options.MaxRetries, options.MaxRetryAfter);
        return new OpenAiEmbeddingGenerator(endpoint, options.Model!, options.Dimensions, provider.GetRequiredService<TimeProvider>());
    }
}
