using FencyGrid.Api.Sonzai.Answers;
using FencyGrid.Api.Sonzai.Requests;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Endpoints;

internal static class SeedEndpoints
{
    public static void MapSeeds(this IEndpointRouteBuilder agents) => agents.MapPost("/memory/seed", SeedAsync);

    private static async Task SeedAsync(HttpContext context, IMemoryTrees trees)
    {
        var address = TreeAddress.OfAgent(SonzaiPath.Agent(context));
        var body = await SonzaiJson.ReadAsync<GenerateSeedMemoriesInputBody>(context);
        var facts = await trees.Tree(context.Organization(), address).SeedAsync(body.ToSeed(), context.RequestAborted);
        await SonzaiJson.WriteAsync(context, new GenerateSeedMemoriesOutputBody { Memories = [.. facts.Select(SeedGeneratedMemory.Of)] });
    }
}
