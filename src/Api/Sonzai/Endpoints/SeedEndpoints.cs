using FencyGrid.Api.Sonzai.Answers;
using FencyGrid.Api.Sonzai.Requests;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Endpoints;

internal static class SeedEndpoints
{
    public static void MapSeeds(this IEndpointRouteBuilder agents) => agents.MapPost("/memory/seed", SeedAsync)
        .Describe("generateSeedMemories", "Give an agent its first memories", typeof(GenerateSeedMemoriesInputBody), typeof(GenerateSeedMemoriesOutputBody));

    private static async Task SeedAsync(HttpContext context, IMemoryTrees trees)
    {
        var agent = SonzaiPath.Agent(context);
        var body = await SonzaiJson.ReadAsync<GenerateSeedMemoriesInputBody>(context);
        var facts = await trees.SeedAsync(context.Organization(), agent, body.ToSeed(), context.RequestAborted);
        await SonzaiJson.WriteAsync(context, new GenerateSeedMemoriesOutputBody { Memories = [.. facts.Select(SeedGeneratedMemory.Of)] });
    }
}
