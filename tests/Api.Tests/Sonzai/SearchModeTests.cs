using System.Net;

namespace FencyGrid.Api.Tests.Sonzai;

public sealed class SearchModeTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_misspelt_word_is_found_by_meaning_and_by_both_but_not_by_words_alone()
    {
        await _client.AddFactAsync("modes", "ann", "Ann restores harpsichords.");
        await _client.AddFactAsync("modes", "ann", "The ferry leaves at nine.");

        (await ContentsAsync("modes", "semantic", "harpsicords")).ShouldBe(["Ann restores harpsichords."]);
        (await ContentsAsync("modes", "auto", "harpsicords")).ShouldBe(["Ann restores harpsichords."]);
        (await ContentsAsync("modes", "bm25", "harpsicords")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_score_is_of_the_words_of_the_likeness_or_of_both_as_the_mode_says()
    {
        await _client.AddFactAsync("scores", "ann", "Ann keeps bees behind the church.");
        await _client.AddFactAsync("scores", "ann", "Ann is allergic to walnuts.");

        var words = await BestScoreAsync("bm25");
        var likeness = await BestScoreAsync("semantic");
        var both = await BestScoreAsync("auto");

        words.ShouldNotBe(likeness);
        both.ShouldBeInRange(Math.Min(words, likeness), Math.Max(words, likeness));
        both.ShouldNotBe(words);
        both.ShouldNotBe(likeness);
    }

    [Fact]
    public async Task Words_that_many_share_count_for_the_words_mode_alone()
    {
        // The first has both words of the question, the second has words spelt like both and one more of them.
        await _client.AddFactAsync("order", "ann", "The old keeper of the lighthouse at the far end of the long and stony northern beach bakes bread.");
        await _client.AddFactAsync("order", "ann", "Breads, bakery.");

        (await ContentsAsync("order", "bm25", "bakes bread"))[0].ShouldStartWith("The old keeper");
        (await ContentsAsync("order", "semantic", "bakes bread"))[0].ShouldBe("Breads, bakery.");
    }

    [Fact]
    public async Task Without_a_user_there_is_no_semantic_search()
    {
        (await _client.ReadAsync("modes/memory/search?q=x&mode=semantic")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "query.user_id");
        (await _client.ReadAsync("modes/memory/search?q=x&mode=both")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "query.mode");
    }

    private async Task<IReadOnlyList<string>> ContentsAsync(string agent, string mode, string query) =>
        (await _client.ReadAsync($"{agent}/memory/search?user_id=ann&mode={mode}&q={Uri.EscapeDataString(query)}")).Texts("results", "content");

    private async Task<double> BestScoreAsync(string mode) =>
        (await _client.ReadAsync($"scores/memory/search?user_id=ann&mode={mode}&q=where+are+the+bees")).Json.GetProperty("results")[0].GetProperty("score").GetDouble();
}
