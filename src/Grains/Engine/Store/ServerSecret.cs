namespace FencyGrid.Grains.Engine.Store;

/// <summary>
/// 32 random bytes, kept in the store, the same on every server of a grid. Keys are derived from it, one for each purpose: what signs the
/// uploads that come to this server, and what seals the answers that are kept for repeated requests.
/// </summary>
public sealed class ServerSecret(byte[] key)
{
    public ReadOnlySpan<byte> Key => key;
}
