using FencyGrid.Api.Fency.Uploads;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FencyGrid.Api.Fency;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(FencyMemory))]
[JsonSerializable(typeof(FencyPage<FencyMemory>))]
[JsonSerializable(typeof(FencyMemoryType))]
[JsonSerializable(typeof(FencyPage<FencyMemoryType>))]
[JsonSerializable(typeof(FencyAgentTask))]
[JsonSerializable(typeof(FencyPage<FencyAgentTask>))]
[JsonSerializable(typeof(FencyError))]
[JsonSerializable(typeof(FencyUpload))]
[JsonSerializable(typeof(CreateUploadRequest))]
[JsonSerializable(typeof(CreateMemoryRequest))]
[JsonSerializable(typeof(UpdateMemoryRequest))]
[JsonSerializable(typeof(CreateMemoryTypeRequest))]
[JsonSerializable(typeof(CreateAgentTaskRequest))]
internal sealed partial class FencyJsonContext : JsonSerializerContext;
