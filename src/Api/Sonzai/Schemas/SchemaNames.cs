namespace FencyGrid.Api.Sonzai.Schemas;

internal static class SchemaNames
{
    public const string ErrorModel = "ErrorModel";

    private const string Prefix = "Sonzai";

    /// <summary>The name on the wire of a type of ours.</summary>
    public static string Of(Type type) => type.Name.StartsWith(Prefix, StringComparison.Ordinal) ? type.Name[Prefix.Length..] : type.Name;
}
