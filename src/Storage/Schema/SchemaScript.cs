using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace FencyGrid.Storage.Schema;

/// <summary>One step of the schema. Scripts are only ever added: one that has been released does not change.</summary>
/// <param name="Name">The file's name, which begins with the version in four digits.</param>
/// <param name="Text">SQL with <c>{key}</c>, <c>{bytes}</c>, <c>{boolean}</c> and <c>{identity}</c> for the dialect's types.</param>
internal sealed record SchemaScript(string Name, string Text)
{
    /// <summary>The scripts in this assembly, in order.</summary>
    public static IReadOnlyList<SchemaScript> All { get; } = Load();

    public int Version => int.Parse(Name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>SHA-256 of the text, whatever line ends a checkout gave it.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n"))));

    private static SchemaScript[] Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        SchemaScript[] scripts = [.. assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];
        for (var i = 0; i < scripts.Length; i++)
        {
            if (scripts[i].Version != i + 1)
            {
                throw new InvalidOperationException($"The schema script {scripts[i].Name} should have the number {i + 1:D4}.");
            }
        }

        return scripts;

        SchemaScript Read(string name)
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return new SchemaScript(name, text.ReadToEnd());
        }
    }
}
