using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace FencyGrid.Content.Conversion.Docx;

/// <summary>Markers of list items. Word keeps no numbers in a document, so they are counted here as Word does.</summary>
internal sealed class DocxLists(MainDocumentPart part)
{
    private readonly Numbering? _numbering = part.NumberingDefinitionsPart?.Numbering;
    private readonly Dictionary<(int List, int Level), int> _counts = [];

    /// <summary>The indented marker of the item; null if the numbering is switched off.</summary>
    public string? Marker(NumberingProperties properties)
    {
        var list = properties.NumberingId?.Val?.Value ?? 0;
        if (list == 0)
        {
            return null;
        }

        var level = Math.Clamp(properties.NumberingLevelReference?.Val?.Value ?? 0, 0, 8);
        var indent = new string(' ', level * 3);
        var definition = Definition(list, level);
        if (definition?.NumberingFormat?.Val?.Value is null or NumberFormatValues.Bullet or NumberFormatValues.None)
        {
            return indent + "- ";
        }

        var number = _counts.TryGetValue((list, level), out var last) ? last + 1 : definition.StartNumberingValue?.Val?.Value ?? 1;
        _counts[(list, level)] = number;
        for (var deeper = level + 1; deeper <= 8; deeper++)
        {
            _counts.Remove((list, deeper));
        }

        return $"{indent}{number}. ";
    }

    private Level? Definition(int list, int level)
    {
        var abstractId = _numbering?.Elements<NumberingInstance>().FirstOrDefault(instance => instance.NumberID?.Value == list)?.AbstractNumId?.Val?.Value;
        return _numbering?.Elements<AbstractNum>().FirstOrDefault(definition => definition.AbstractNumberId?.Value == abstractId)
            ?.Elements<Level>().FirstOrDefault(candidate => candidate.LevelIndex?.Value == level);
    }
}
