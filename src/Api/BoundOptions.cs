using Microsoft.Extensions.Options;

namespace FencyGrid.Api;

internal static class BoundOptions
{
    /// <summary>Offers a component's options as configuration has them; the start fails where they are out of range.</summary>
    public static void AddBound<TOptions>(this IServiceCollection services, IConfiguration configuration, string section, Func<TOptions, bool> isValid)
        where TOptions : class
    {
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section))
            .Validate(isValid, $"A value of {section} is out of its range: durations and limits must be positive, durations under 40 days.").ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
    }
}
