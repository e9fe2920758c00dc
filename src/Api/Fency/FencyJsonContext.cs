using System.Text.Json;
using System.Text.Json.Serialization;
using FencyGrid.Api.Fency.AgentTasks;
using FencyGrid.Api.Fency.Events;
using FencyGrid.Api.Fency.Sessions;
using FencyGrid.Api.Fency.Streams;
using FencyGrid.Api.Fency.Uploads;
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
[JsonSerializable(typeof(FencyUpload))]
[JsonSerializable(typeof(CreateUploadRequest))]
[JsonSerializable(typeof(CreateMemoryRequest))]
[JsonSerializable(typeof(UpdateMemoryRequest))]
[JsonSerializable(typeof(CreateMemoryTypeRequest))]
[JsonSerializable(typeof(CreateAgentTaskRequest))]
[JsonSerializable(typeof(CreateSessionRequest))]
[JsonSerializable(typeof(CreateClientTaskRequest))]
[JsonSerializable(typeof(FencySession))]
[JsonSerializable(typeof(FencyStream))]
[JsonSerializable(typeof(FencyClientTask))]
[JsonSerializable(typeof(CreateDownloadLinkRequest))]
[JsonSerializable(typeof(FencyDownloadLink))]
[JsonSerializable(typeof(FencySearchItem[]))]
[JsonSerializable(typeof(FencySource[]))]
[JsonSerializable(typeof(FencyMessage[]))]
internal sealed partial class FencyJsonContext : JsonSerializerContext;
