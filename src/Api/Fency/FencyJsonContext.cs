using System.Text.Json;
using System.Text.Json.Serialization;
using FencyGrid.Api.Fency.Events;
using FencyGrid.Api.Fency.Webhooks;

namespace FencyGrid.Api.Fency;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(FencyMemory))]
[JsonSerializable(typeof(FencyPage<FencyMemory>))]
[JsonSerializable(typeof(FencyMemoryType))]
[JsonSerializable(typeof(FencyPage<FencyMemoryType>))]
[JsonSerializable(typeof(FencyAgentTask))]
[JsonSerializable(typeof(FencyPage<FencyAgentTask>))]
[JsonSerializable(typeof(FencyEvent))]
[JsonSerializable(typeof(FencyPage<FencyEvent>))]
[JsonSerializable(typeof(FencyWebhook))]
[JsonSerializable(typeof(FencyPage<FencyWebhook>))]
[JsonSerializable(typeof(FencyWebhookDelivery))]
[JsonSerializable(typeof(FencyPage<FencyWebhookDelivery>))]
[JsonSerializable(typeof(CreateWebhookRequest))]
[JsonSerializable(typeof(UpdateWebhookRequest))]
[JsonSerializable(typeof(FencyError))]
[JsonSerializable(typeof(CreateMemoryRequest))]
[JsonSerializable(typeof(UpdateMemoryRequest))]
[JsonSerializable(typeof(CreateMemoryTypeRequest))]
[JsonSerializable(typeof(CreateAgentTaskRequest))]
internal sealed partial class FencyJsonContext : JsonSerializerContext;
