using System.Text.Json;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;

namespace FencyGrid.Api.Fency;

/// <summary>Fency's constants by the words that requests write them in.</summary>
internal static class FencyConstants
{
    public static readonly IReadOnlyDictionary<string, SourceType> SourceTypes = ByWord<SourceType>();

    public static readonly IReadOnlyDictionary<string, MetadataFieldType> FieldTypes = ByWord<MetadataFieldType>();

    public static readonly IReadOnlyDictionary<string, AgentTaskType> TaskTypes = ByWord<AgentTaskType>();

    public static readonly IReadOnlyDictionary<string, ChatTurnRole> MessageRoles = ByWord<ChatTurnRole>();

    private static Dictionary<string, TEnum> ByWord<TEnum>()
        where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().ToDictionary(WordOf, StringComparer.Ordinal);

    private static string WordOf<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
