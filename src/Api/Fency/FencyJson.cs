using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FencyGrid.Api.Fency.AgentTasks;
using FencyGrid.Api.Fency.Events;
using FencyGrid.Api.Fency.Sessions;
using FencyGrid.Api.Fency.Streams;
using FencyGrid.Api.Fency.Uploads;
using FencyGrid.Api.Fency.Webhooks;
using FencyGrid.Api.Http;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Memories;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Contracts.Search;
using FencyGrid.Contracts.Sessions;
using FencyGrid.Contracts.Webhooks;

namespace FencyGrid.Api.Fency;

/// <summary>How Fency's answers are written: camel case, constants in upper snake case, nulls kept.</summary>
internal static class FencyJson
{
    private static readonly JsonSerializerOptions Wire = Configured(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static readonly JsonTypeInfo<FencyMemory> OneMemory = Of<FencyMemory>();
    public static readonly JsonTypeInfo<FencyPage<FencyMemory>> Memories = Of<FencyPage<FencyMemory>>();
    public static readonly JsonTypeInfo<FencyUpload> OneUpload = Of<FencyUpload>();
    public static readonly JsonTypeInfo<FencyMemoryType> OneMemoryType = Of<FencyMemoryType>();
    public static readonly JsonTypeInfo<FencyPage<FencyMemoryType>> MemoryTypes = Of<FencyPage<FencyMemoryType>>();
    public static readonly JsonTypeInfo<FencyAgentTask> OneAgentTask = Of<FencyAgentTask>();
    public static readonly JsonTypeInfo<FencyPage<FencyAgentTask>> AgentTasks = Of<FencyPage<FencyAgentTask>>();

    public static readonly JsonTypeInfo<FencySession> OneSession = Of<FencySession>();
    public static readonly JsonTypeInfo<FencyStream> OneStream = Of<FencyStream>();
    public static readonly JsonTypeInfo<FencyClientTask> OneClientTask = Of<FencyClientTask>();
    public static readonly JsonTypeInfo<FencyDownloadLink> OneDownloadLink = Of<FencyDownloadLink>();
    public static readonly JsonTypeInfo<FencySearchItem[]> SearchItems = Of<FencySearchItem[]>();
    public static readonly JsonTypeInfo<FencySource[]> Sources = Of<FencySource[]>();
    public static readonly JsonTypeInfo<FencyMessage[]> Messages = Of<FencyMessage[]>();
    public static readonly JsonTypeInfo<FencyEvent> OneEvent = Of<FencyEvent>();
    public static readonly JsonTypeInfo<FencyPage<FencyEvent>> Events = Of<FencyPage<FencyEvent>>();
    public static readonly JsonTypeInfo<FencyWebhook> OneWebhook = Of<FencyWebhook>();
    public static readonly JsonTypeInfo<FencyPage<FencyWebhook>> Webhooks = Of<FencyPage<FencyWebhook>>();
    public static readonly JsonTypeInfo<FencyWebhookDelivery> OneDelivery = Of<FencyWebhookDelivery>();
    public static readonly JsonTypeInfo<FencyPage<FencyWebhookDelivery>> Deliveries = Of<FencyPage<FencyWebhookDelivery>>();

    public static JsonSerializerOptions Configured(JsonSerializerOptions options)
    {
        options.Converters.Add(new MicrosecondTimestampConverter());
        options.Converters.Add(UpperSnake<SourceType>());
        options.Converters.Add(UpperSnake<ContentStatus>());
        options.Converters.Add(UpperSnake<MetadataFieldType>());
        options.Converters.Add(UpperSnake<AgentTaskType>());
        options.Converters.Add(UpperSnake<AgentTaskStatus>());
        options.Converters.Add(UpperSnake<ChunkRelation>());
        options.Converters.Add(UpperSnake<ChatTurnRole>());
        options.Converters.Add(UpperSnake<SessionType>());
        options.Converters.Add(UpperSnake<DeliveryStatus>());
        options.TypeInfoResolverChain.Insert(0, FencyJsonContext.Default);
        return options;
    }

    private static JsonStringEnumConverter<TEnum> UpperSnake<TEnum>()
        where TEnum : struct, Enum =>
        new(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false);

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Wire.GetTypeInfo(typeof(T));
}
