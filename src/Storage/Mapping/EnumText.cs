using System.Collections.Frozen;

namespace FencyGrid.Storage.Mapping;

/// <summary>Enums are stored by name, <c>InProgress</c> as <c>IN_PROGRESS</c>, so that renumbering one breaks no row.</summary>
internal static class EnumText<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Names =
        Enum.GetValues<TEnum>().ToFrozenDictionary(value => value, value => ColumnName.Of(value.ToString()).ToUpperInvariant());

    private static readonly FrozenDictionary<string, TEnum> Values = Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public static string Write(TEnum value) => Names[value];

    public static TEnum Read(string text) =>
        Values.TryGetValue(text, out var value) ? value : throw new InvalidDataException($"The database holds '{text}' where one of {string.Join(", ", Values.Keys)} is expected.");
}
