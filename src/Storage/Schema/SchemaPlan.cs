namespace FencyGrid.Storage.Schema;

/// <summary>A script as the database remembers it.</summary>
internal sealed record AppliedScript(long Version, string Name, string Checksum);

/// <summary>The database's schema is not one that this server can work with. The message says what to do.</summary>
public sealed class SchemaException(string message) : Exception(message);

/// <summary>Which scripts a database lacks.</summary>
internal static class SchemaPlan
{
    /// <exception cref="SchemaException">The database is from a newer server, or a script that it was made with has changed.</exception>
    public static IEnumerable<SchemaScript> Missing(IReadOnlyList<AppliedScript> applied, IReadOnlyList<SchemaScript> scripts)
    {
        foreach (var old in applied)
        {
            var script = scripts.FirstOrDefault(script => script.Version == old.Version)
                ?? throw new SchemaException($"The database has the schema version {old.Version} ({old.Name}); this server knows versions up to {scripts.Count}. Run the newer server that made it, or restore a backup.");
            if (script.Checksum != old.Checksum)
            {
                throw new SchemaException($"The schema script {script.Name} is not the one this database was made with. A released script must not change: restore it, and put the change into a new one.");
            }
        }

        return scripts.Where(script => applied.All(old => old.Version != script.Version));
    }
}
