using System.Text.Json;
using System.Text.Json.Serialization;
using FencyGrid.Api.Sonzai.Answers;
using FencyGrid.Api.Sonzai.Requests;

namespace FencyGrid.Api.Sonzai;

[JsonSourceGenerationOptions(JsonSerializerDefaults.General, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AtomicFact))]
[JsonSerializable(typeof(BulkCreateFactsOutputBody))]
[JsonSerializable(typeof(ConsolidationsResponse))]
[JsonSerializable(typeof(SonzaiConsolidationRun))]
[JsonSerializable(typeof(DeleteWisdomResponse))]
[JsonSerializable(typeof(FactHistoryResponse))]
[JsonSerializable(typeof(GenerateSeedMemoriesOutputBody))]
[JsonSerializable(typeof(ListAllFactsResponse))]
[JsonSerializable(typeof(ListFactsResponse))]
[JsonSerializable(typeof(MemoryResponse))]
[JsonSerializable(typeof(ResetMemoryResponse))]
[JsonSerializable(typeof(SearchResponse))]
[JsonSerializable(typeof(SummariesResponse))]
[JsonSerializable(typeof(TimelineResponse))]
[JsonSerializable(typeof(TriggerConsolidationOutputBody))]
[JsonSerializable(typeof(WisdomAuditResponse))]
[JsonSerializable(typeof(CreateFactInputBody))]
[JsonSerializable(typeof(BulkCreateFactsInputBody))]
[JsonSerializable(typeof(UpdateFactInputBody))]
[JsonSerializable(typeof(TriggerConsolidationInputBody))]
[JsonSerializable(typeof(GenerateSeedMemoriesInputBody))]
internal sealed partial class SonzaiJsonContext : JsonSerializerContext;
