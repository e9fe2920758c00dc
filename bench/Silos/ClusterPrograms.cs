using System.Reflection;

namespace FencyGrid.Bench.Silos;

/// <summary>The programs that need the Orleans packages, where their projects put them: run as processes, and no part of this one.</summary>
public static class ClusterPrograms
{
    public static string Silo { get; } = PathOf(nameof(Silo));

    public static string Turns { get; } = PathOf(nameof(Turns));

    private static string PathOf(string name) => Path.GetFullPath(
        typeof(ClusterPrograms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == name).Value!);
}
