using System.Collections.Concurrent;

namespace FencyGrid.Compliance.Engine.Grains;

/// <summary>What the test grains keep outside of themselves, per organization, and what the tests arrange for them.</summary>
internal sealed class ProbeStore
{
    private static readonly ConcurrentDictionary<string, ProbeStore> Stores = new();

    /// <summary>The saved state of each probe.</summary>
    public ConcurrentDictionary<string, int> Values { get; } = new();

    public ConcurrentDictionary<string, int> Activations { get; } = new();

    public ConcurrentDictionary<string, int> Deactivations { get; } = new();

    /// <summary>How often a method that counts itself has begun to run, by key and method.</summary>
    public ConcurrentDictionary<string, int> Runs { get; } = new();

    /// <summary>How many more activations of the key are to fail.</summary>
    public ConcurrentDictionary<string, int> FailingActivations { get; } = new();

    /// <summary>Gates that activations and deactivations of the key pass.</summary>
    public ConcurrentDictionary<string, string> ActivationGates { get; } = new();

    public ConcurrentDictionary<string, string> DeactivationGates { get; } = new();

    /// <summary>The keys that a route grain visits while it is activated.</summary>
    public ConcurrentDictionary<string, string[]> ActivationRoutes { get; } = new();

    public static ProbeStore Of(string organizationId) => Stores.GetOrAdd(organizationId, _ => new ProbeStore());

    public static int Count(ConcurrentDictionary<string, int> counts, string key) => counts.AddOrUpdate(key, 1, (_, count) => count + 1);
}
