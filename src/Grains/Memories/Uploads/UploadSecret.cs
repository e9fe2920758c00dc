namespace FencyGrid.Grains.Memories.Uploads;

/// <summary>What the uploads that come to this server are signed with: 32 random bytes, kept in the store, the same on every server of a grid.</summary>
public sealed class UploadSecret(byte[] key)
{
    public ReadOnlySpan<byte> Key => key;
}
