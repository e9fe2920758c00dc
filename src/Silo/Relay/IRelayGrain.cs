namespace FencyGrid.Silo.Relay;

/// <summary>One of the relays that share the outbox's subjects; the key is its part, from 0.</summary>
[Alias("fg.relay")]
internal interface IRelayGrain : IGrainWithIntegerKey
{
    /// <summary>Has the relay run, somewhere in the cluster. It does when this returns.</summary>
    [Alias("ensure")]
    Task EnsureAsync();
}
