namespace FencyGrid.Bench.Placement;

/// <summary>
/// Which silo keeps the directory's entry of a key: the owner of the ring's last point before the key's hash, each silo having several points.
/// </summary>
public sealed class DirectoryRing
{
    private readonly (ulong Point, int Silo)[] _points;

    public DirectoryRing(IEnumerable<int> silos, int pointsPerSilo) =>
        _points = [.. silos.SelectMany(silo => Enumerable.Range(0, pointsPerSilo).Select(point => (Mixing.Mix(Mixing.Mix((ulong)silo) + (ulong)point), silo))).Order()];

    public int OwnerOf(ulong key)
    {
        var found = Array.BinarySearch(_points, (key, int.MaxValue));
        var index = found < 0 ? ~found - 1 : found;
        return _points[index < 0 ? ^1 : index].Silo;
    }
}
