using FencyGrid.Api.Http.Body;
using FencyGrid.Contracts.MemoryTypes;

namespace FencyGrid.Api.Fency;

public sealed record CreateMemoryTypeRequest(string Name, string? Description, IReadOnlyList<FencyMetadataField>? MetadataFields)
{
    private const int NameLength = 200;
    private const int DescriptionLength = 10_000;
    private const int MaxFields = 100;

    internal static CreateMemoryTypeRequest Read(RequestFields fields)
    {
        var declared = new List<FencyMetadataField>();
        foreach (var field in fields.Objects("metadataFields", MaxFields) ?? [])
        {
            var name = field.RequiredText("name", NameLength);
            if (declared.Exists(other => other.Name == name))
            {
                throw RequestFields.Invalid(field.NameOf("name"), $"declares '{GivenValue.Shortened(name)}' a second time.");
            }

            declared.Add(new FencyMetadataField(
                name, field.Text("description", DescriptionLength, allowBlank: true), field.RequiredChoice("fieldType", FencyConstants.FieldTypes)));
        }

        return new CreateMemoryTypeRequest(
            fields.RequiredText("name", NameLength), fields.Text("description", DescriptionLength, allowBlank: true), declared);
    }

    internal NewMemoryType ToNewMemoryType() =>
        new(Name, Description, [.. (MetadataFields ?? []).Select(field => new MetadataField(field.Name, field.Description, field.FieldType))]);
}
