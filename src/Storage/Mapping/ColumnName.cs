using System.Text;

namespace FencyGrid.Storage.Mapping;

/// <summary>The naming convention between records and the database: <c>ContentVersion</c> is <c>content_version</c>.</summary>
internal static class ColumnName
{
    public static string Of(string property)
    {
        var name = new StringBuilder(property.Length + 4);
        foreach (var character in property)
        {
            if (char.IsUpper(character) && name.Length > 0)
            {
                name.Append('_');
            }

            name.Append(char.ToLowerInvariant(character));
        }

        return name.ToString();
    }
}
