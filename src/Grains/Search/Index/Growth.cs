namespace FencyGrid.Grains.Search.Index;

/// <summary>How an index's arrays grow: by a quarter, since there are many small ones. Readers may keep the shorter array, which has all they may see.</summary>
internal static class Growth
{
    internal static void Reserve<T>(ref T[] array, int length)
    {
        if (length > array.Length)
        {
            var grown = new T[Math.Max(length, array.Length + (array.Length / 4) + 8)];
            array.CopyTo(grown, 0);
            Volatile.Write(ref array, grown);
        }
    }
}
