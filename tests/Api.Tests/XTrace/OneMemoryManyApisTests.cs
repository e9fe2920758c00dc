using System.Net;
using FencyGrid.Api.Auth;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.XTrace;

/// <summary>
/// What one API wrote, the others find, change and delete. The third way in is the trees' own interface, which an API whose paths name agent
/// and user calls.
/// </summary>
public sealed class OneMemoryManyApisTests : IAsyncLifetime
{
    private const string Organization = BootstrapService.DefaultOrganizationId;
    private const string Text = "The user keeps a parrot called Coco.";

    private static readonly TreeAddress Tree = TreeAddress.OfUser(TreeAddress.DefaultAgent, null, TreeAddress.DefaultUser);

    private TestServer _server = null!;

    private HttpClient Client => _server.Client;

    private IMemoryTrees Trees => _server.Services.GetRequiredService<IMemoryTrees>();

    public async Task InitializeAsync() => _server = await TestServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public static TheoryData<string> Writers => ["xtrace", "vai", "trees"];

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task A_fact_is_found_through_every_API(string writer)
    {
        var id = await WriteAsync(writer);

        (await Client.SearchAsync(new { query = "parrot", filters = new { user_id = "default" } })).Ids("results").ShouldBe([id]);
        (await Client.ListAsync(new { filters = new { user_id = "default" } })).Ids("results").ShouldBe([id]);
        (await Client.GetAnswerAsync($"/v1/memories/{id}/")).Json.GetProperty("memory").GetString().ShouldBe(Text);
        (await Client.GetAnswerAsync("/api/v1/memory")).Ids("memories").ShouldBe([id]);
        (await Client.GetAnswerAsync($"/api/v1/memory/{id}")).Json.GetProperty("content").GetString().ShouldBe(Text);
        (await Trees.SearchAsync(Organization, TreeScope.Of(Tree), new TreeSearchRequest { Query = "parrot" }, default)).Hits.Single().Item.Id.ShouldBe(id);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task A_fact_that_is_changed_through_one_API_is_changed_for_all(string writer)
    {
        const string Changed = "The user keeps a parrot called Kiki.";
        var id = await WriteAsync(writer);

        var newId = writer == "xtrace"
            ? (await Trees.UpdateAsync(Organization, new ItemRef(id), new ItemChange(Changed), default)).Id
            : (await Client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}/", $$"""{"text":"{{Changed}}"}""")).Id;

        (await Client.ListAsync(new { filters = new { user_id = "default" } })).Values("results", "memory").ShouldBe([Changed]);
        (await Client.GetAnswerAsync("/api/v1/memory")).Values("memories", "content").ShouldBe([Changed]);
        (await Client.GetAnswerAsync($"/api/v1/memory/{newId}")).Json.GetProperty("content").GetString().ShouldBe(Changed);
        (await Trees.GetAsync(Organization, new ItemRef(newId), default)).Body.ShouldBe(Changed);
    }

    [Theory]
    [InlineData("xtrace", "vai")]
    [InlineData("xtrace", "trees")]
    [InlineData("vai", "xtrace")]
    [InlineData("vai", "trees")]
    [InlineData("trees", "xtrace")]
    [InlineData("trees", "vai")]
    public async Task A_fact_that_is_deleted_through_one_API_is_gone_from_all(string writer, string deleter)
    {
        var id = await WriteAsync(writer);

        switch (deleter)
        {
            case "xtrace":
                (await Client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{id}/")).Status.ShouldBe(HttpStatusCode.OK);
                break;
            case "vai":
                (await Client.SendJsonAsync(HttpMethod.Delete, $"/api/v1/memory/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
                break;
            default:
                await Trees.DeleteAsync(Organization, new ItemRef(id), default);
                break;
        }

        (await Client.GetAnswerAsync($"/v1/memories/{id}/")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Client.GetAnswerAsync($"/api/v1/memory/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        await Should.ThrowAsync<NotFoundException>(Trees.GetAsync(Organization, new ItemRef(id), default));
        (await Client.SearchAsync(new { query = "parrot" })).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
        (await Client.GetAnswerAsync("/api/v1/memory")).Json.GetProperty("total").GetInt64().ShouldBe(0);
    }

    private async Task<string> WriteAsync(string writer) => writer switch
    {
        "xtrace" => (await Client.RememberAsync(TreeAddress.DefaultUser, Text)).Single(),
        "vai" => (await Client.PostAsync("/api/v1/memory", new { content = Text })).Id,
        _ => (await Trees.Tree(Organization, Tree).AddFactsAsync([new NewFact { Text = Text }], default))[0].Fact!.Id,
    };
}
