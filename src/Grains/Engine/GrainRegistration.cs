using FencyGrid.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Grains.Engine;

/// <summary>Which class stands behind a grain interface. Each engine reads all registrations when it starts.</summary>
/// <param name="Interface">Extends <see cref="IGridGrain"/>.</param>
/// <param name="Class">Derives from <see cref="Grain"/>; its constructor takes a <see cref="GrainContext"/>, then singleton services.</param>
public sealed record GrainRegistration(Type Interface, Type Class);

public static class GrainRegistrationExtensions
{
    /// <summary>Has the grid answer calls on <typeparamref name="TInterface"/> with activations of <typeparamref name="TGrain"/>.</summary>
    public static IServiceCollection AddGrain<TInterface, TGrain>(this IServiceCollection services)
        where TInterface : class, IGridGrain
        where TGrain : Grain, TInterface =>
        services.AddSingleton(new GrainRegistration(typeof(TInterface), typeof(TGrain)));
}
