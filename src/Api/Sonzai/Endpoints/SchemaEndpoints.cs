using System.Text.Json.Nodes;
using FencyGrid.Api.Http;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Api.Sonzai.Answers;
using FencyGrid.Api.Sonzai.Requests;
using FencyGrid.Api.Sonzai.Schemas;
using FencyGrid.Contracts;

namespace FencyGrid.Api.Sonzai.Endpoints;

/// <summary>Serves the schemas that <c>$schema</c> names. They are public, as descriptions are.</summary>
internal static class SchemaEndpoints
{
    private const string Suffix = ".json";

    public static readonly IReadOnlyDictionary<string, ObjectSchema> Schemas = new[]
    {
        typeof(AtomicFact), typeof(BulkCreateFactItem), typeof(BulkCreateFactsInputBody), typeof(BulkCreateFactsOutputBody), typeof(ConsolidationsResponse),
        typeof(CreateFactInputBody), typeof(DeleteWisdomResponse), typeof(ErrorDetail), typeof(ErrorModel), typeof(FactHistoryResponse),
        typeof(GenerateSeedMemoriesInputBody), typeof(GenerateSeedMemoriesOutputBody), typeof(ListAllFactsResponse), typeof(ListFactsResponse), typeof(MemoryResponse),
        typeof(ResetMemoryResponse), typeof(SearchResponse), typeof(SearchResult), typeof(SeedGeneratedMemory), typeof(SeedIdentityMemoryTemplate),
        typeof(SeedLoreGenerationContext), typeof(SeedMemoryBig5), typeof(SeedStaticLoreMemory), typeof(SonzaiArchivedFact), typeof(SonzaiConsolidationRun),
        typeof(SonzaiFactLink), typeof(SonzaiMemoryNode), typeof(SonzaiMemorySummary), typeof(SonzaiRetentionChange), typeof(SonzaiTimelineSession), typeof(StoredFact),
        typeof(SummariesResponse), typeof(TimelineResponse), typeof(TriggerConsolidationInputBody), typeof(TriggerConsolidationOutputBody), typeof(UpdateFactInputBody),
        typeof(WisdomAuditResponse),
    }.Select(SonzaiApi.Schemas.Of).ToDictionary(schema => schema.Name, StringComparer.Ordinal);

    public static void MapSchemas(this IEndpointRouteBuilder api) => api.MapGet("/schemas/{file}", GetAsync).WithMetadata(new EndpointRules());

    private static Task GetAsync(HttpContext context, string file)
    {
        if (!file.EndsWith(Suffix, StringComparison.Ordinal) || !Schemas.TryGetValue(file[..^Suffix.Length], out var schema))
        {
            throw new NotFoundException("There is no such schema.");
        }

        var document = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema" };
        foreach (var (name, value) in SchemaDocument.Of(schema, name => SchemaAddress.Of(context.Request, name)))
        {
            document[name] = value?.DeepClone();
        }

        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, document, static (writer, document) => document.WriteTo(writer));
    }
}
