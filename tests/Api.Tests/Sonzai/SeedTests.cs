using System.Net;

namespace FencyGrid.Api.Tests.Sonzai;

public sealed class SeedTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    public const string Seed = """
        {
          "agentName": "Mira", "personalityPrompt": "A patient stargazer.", "trueInterests": ["comets"], "speechPatterns": null,
          "big5": {"openness": 0.9, "conscientiousness": 0.5, "extraversion": 0.5, "agreeableness": 0.5, "neuroticism": 0.5},
          "identityMemoryTemplates": [{"template": "{agentName} grinds her own lenses.", "factType": "identity", "importance": 0.9, "entities": ["Mira"]}],
          "staticLoreMemories": [{"content": "The harbour freezes every winter.", "factType": "lore", "importance": 0.25}],
          "loreGenerationContext": {"worldDescription": "An island of lighthouses.", "entityTerminology": {"ship": "skiff"}}
        }
        """;

    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_seed_is_answered_with_its_memories_and_they_are_the_agents_own()
    {
        var answer = await _client.PostAsync("seeded/memory/seed", Seed);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Json.GetProperty("memories")[0].GetRawText()
            .ShouldBe("""{"content":"Mira grinds her own lenses.","factType":"identity","importance":0.9,"entities":["Mira"]}""");
        answer.Texts("memories", "content").ShouldContain("The harbour freezes every winter.");
        (await _client.ReadAsync("seeded/memory/search?q=frozen+harbour")).Texts("results", "content").ShouldContain("The harbour freezes every winter.");
        (await _client.ReadAsync("seeded/memory?scope=wisdom")).Json.GetProperty("nodes").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("""{"personalityPrompt":"p","trueInterests":[],"speechPatterns":[]}""", "body.agentName")]
    [InlineData("""{"agentName":"a","personalityPrompt":"p","trueInterests":[],"speechPatterns":[],"agent_name":"a"}""", "body.agent_name")]
    [InlineData("""{"agentName":"a","personalityPrompt":"p","trueInterests":["x",1],"speechPatterns":[]}""", "body.trueInterests[1]")]
    [InlineData("""{"agentName":"a","personalityPrompt":"p","trueInterests":[],"speechPatterns":[],"big5":{"openness":0.1}}""", "body.big5.neuroticism")]
    [InlineData("""{"agentName":"a","personalityPrompt":"p","trueInterests":[],"speechPatterns":[],"staticLoreMemories":[{"content":"c","factType":"f","importance":2}]}""", "body.staticLoreMemories[0].importance")]
    public async Task A_bad_seed_is_refused_with_the_place(string seed, string location) =>
        (await _client.PostAsync("badseed/memory/seed", seed)).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, location);
}
