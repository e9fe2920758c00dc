using System.Net;
using FencyGrid.Content.Tests.Fetching;
using Microsoft.AspNetCore.Http;

namespace FencyGrid.Api.Tests.Fency.Uploads;

public sealed class UrlMemoryTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _slowAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestServer _server = null!;
    private LocalServer _site = null!;
    private int _asked;

    private HttpClient Client => _server.Client;

    public async Task InitializeAsync()
    {
        _site = await LocalServer.StartAsync(AnswerAsync);
        _server = await TestServer.StartAsync(new Dictionary<string, string?> { ["FencyGrid:AllowPrivateNetworks"] = "true" });
    }

    public async Task DisposeAsync()
    {
        _slow.TrySetResult();
        await _server.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task A_url_is_fetched_read_and_found_and_fetched_again_when_it_changes()
    {
        var typeId = await Client.CreateTypeAsync();
        var id = await CreateAsync("page", typeId);

        var memory = await Client.GetSynchronizedAsync(id);
        memory.StatusOf().ShouldBe("SYNCHRONIZED", memory.Text);
        memory.Json.GetProperty("content").GetString()!.ShouldContain("Capybaras swim.");
        (await SearchAsync(typeId, "capybaras")).ShouldContain("Capybaras swim.");

        await Client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}", $$"""{"url":"{{_site.Url}}other"}""");

        (await Client.GetSynchronizedAsync(id)).Json.GetProperty("content").GetString().ShouldBe("Tapirs walk.");
        (await SearchAsync(typeId, "capybaras")).ShouldNotContain("Capybaras swim.");
    }

    [Fact]
    public async Task A_site_that_fails_for_a_while_is_asked_again()
    {
        var id = await CreateAsync("flaky");

        (await Client.GetSynchronizedAsync(id)).Json.GetProperty("content").GetString().ShouldBe("Here at last.");
        _asked.ShouldBe(3);
    }

    [Fact]
    public async Task A_url_that_cannot_be_had_fails_with_the_reason_and_takes_the_text_of_the_one_before_along()
    {
        var typeId = await Client.CreateTypeAsync();
        var id = await CreateAsync("page", typeId);
        await Client.GetSynchronizedAsync(id);

        await Client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}", $$"""{"url":"{{_site.Url}}missing"}""");

        var memory = await Client.GetSynchronizedAsync(id);
        memory.StatusOf().ShouldBe("FAILED");
        memory.Json.GetProperty("failureReason").GetString()!.ShouldContain("404");
        (await SearchAsync(typeId, "capybaras")).ShouldNotContain("Capybaras swim.");
    }

    [Fact]
    public async Task A_slow_site_holds_up_neither_its_memory_nor_others_and_comes_too_late_for_a_newer_url()
    {
        var id = await CreateAsync("slow");
        await _slowAsked.Task.WaitAsync(TimeSpan.FromSeconds(60));

        (await Client.GetAnswerAsync($"/v1/memories/{id}")).StatusOf().ShouldBe("SYNCHRONIZING");
        (await Client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{id}", $$"""{"title":"Now another","url":"{{_site.Url}}other"}""")).Status.ShouldBe(HttpStatusCode.OK);
        var others = await Client.GetSynchronizedAsync(await CreateAsync("page"));
        others.StatusOf().ShouldBe("SYNCHRONIZED");

        _slow.SetResult();
        var memory = await Client.GetSynchronizedAsync(id);
        memory.Json.GetProperty("content").GetString().ShouldBe("Tapirs walk.");
    }

    [Fact]
    public async Task A_memory_deleted_while_its_site_is_slow_stays_deleted()
    {
        var id = await CreateAsync("slow");
        await _slowAsked.Task.WaitAsync(TimeSpan.FromSeconds(60));

        (await Client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        _slow.SetResult();

        await Client.GetSynchronizedAsync(await CreateAsync("page"));
        (await Client.GetAnswerAsync($"/v1/memories/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Private_addresses_are_refused_where_they_are_not_allowed()
    {
        await using var closed = await TestServer.StartAsync();
        var typeId = await closed.Client.CreateTypeAsync();
        var memory = await closed.Client.SendJsonAsync(
            HttpMethod.Post, "/v1/memories", $$"""{"memoryTypeId":"{{typeId}}","sourceType":"URL","title":"U","url":"{{_site.Url}}page"}""");

        (await closed.Client.GetSynchronizedAsync(memory.Id)).StatusOf().ShouldBe("FAILED");
        _asked.ShouldBe(0);
    }

    private async Task<string> CreateAsync(string path, string? typeId = null)
    {
        typeId ??= await Client.CreateTypeAsync();
        var created = await Client.SendJsonAsync(
            HttpMethod.Post, "/v1/memories", $$"""{"memoryTypeId":"{{typeId}}","sourceType":"URL","title":"U","url":"{{_site.Url}}{{path}}"}""");
        created.StatusOf().ShouldBe("SYNCHRONIZING");
        return created.Id;
    }

    private async Task<string> SearchAsync(string typeId, string query) => (await Client.SendJsonAsync(
        HttpMethod.Post, "/v1/agent-tasks", $$$"""{"taskType":"MEMORY_SEARCH","query":"{{{query}}}","chunkLimit":5,"guardRails":{"memoryTypes":[{"memoryTypeId":"{{{typeId}}}"}]}}""")).Text;

    private async Task AnswerAsync(HttpContext context)
    {
        var asked = Interlocked.Increment(ref _asked);
        context.Response.ContentType = "text/plain";
        switch (context.Request.Path.Value)
        {
            case "/page":
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<html><body><article><h1>Rodents</h1><p>Capybaras swim.</p></article></body></html>");
                break;
            case "/other":
                await context.Response.WriteAsync("Tapirs walk.");
                break;
            case "/flaky" when asked < 3:
                context.Response.StatusCode = 503;
                break;
            case "/flaky":
                await context.Response.WriteAsync("Here at last.");
                break;
            case "/slow":
                _slowAsked.TrySetResult();
                await _slow.Task;
                await context.Response.WriteAsync("Sloths sleep.");
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }
}
