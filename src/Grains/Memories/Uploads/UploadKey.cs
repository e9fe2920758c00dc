using FencyGrid.Contracts;

namespace FencyGrid.Grains.Memories.Uploads;

/// <summary>The key of an upload's blob: memory id and upload id, in characters that no store escapes.</summary>
public static class UploadKey
{
    public static string Of(string memoryId, string uploadId) => $"{memoryId}.{uploadId}";

    public static bool TryRead(string key, out string memoryId, out string uploadId)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        (memoryId, uploadId) = dot < 0 ? ("", "") : (key[..dot], key[(dot + 1)..]);
        return Ids.IsWellFormed(memoryId, Ids.Memory) && Ids.IsWellFormed(uploadId, Ids.Upload);
    }
}
