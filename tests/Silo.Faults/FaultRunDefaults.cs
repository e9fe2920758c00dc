using System.Reflection;

namespace FencyGrid.Silo.Faults;

public static class FaultRunDefaults
{
    /// <summary>The silo's assembly, where its project puts it.</summary>
    public static string Program { get; } = Path.GetFullPath(
        typeof(FaultRunDefaults).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Silo").Value!);
}
