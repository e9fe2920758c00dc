using System.Net;
using System.Text.RegularExpressions;
using FencyGrid.Api.Tests.Webhooks;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Events.Retention;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Events;

public sealed partial class EventTests : IAsyncLifetime
{
    private WebhookServer _server = null!;
    private string _typeId = null!;

    public async Task InitializeAsync()
    {
        _server = await WebhookServer.StartAsync();
        _typeId = await _server.Client.CreateTypeAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_memory_s_events_are_listed_in_the_reference_s_shape()
    {
        var memoryId = await _server.Client.CreateMemoryAsync(_typeId);
        await _server.Client.GetSynchronizedAsync(memoryId);

        var events = await _server.Client.GetAnswerAsync("/v1/events?ascending=true");

        Pattern(events.Text).ShouldBe(
            """
            {"items":[{"id":"evt_ID","version":1,"type":"memory.created","createdAt":"TIME","organizationId":"org_ID","entity":{"id":"mem_ID","createdAt":"TIME","updatedAt":"TIME","sourceType":"TEXT","typeId":"mty_ID","title":"A title","content":null,"contentParts":null,"contentStatus":"SYNCHRONIZING","metadata":{}}},{"id":"evt_ID","version":2,"type":"memory.updated","createdAt":"TIME","organizationId":"org_ID","entity":{"id":"mem_ID","createdAt":"TIME","updatedAt":"TIME","sourceType":"TEXT","typeId":"mty_ID","title":"A title","content":"Some text.","contentParts":1,"contentStatus":"SYNCHRONIZED","metadata":{}}}],"pagination":{"previousPageToken":null,"nextPageToken":null}}
            """);
        var one = events.Json.GetProperty("items")[1];
        (await _server.Client.GetAnswerAsync($"/v1/events/{one.GetProperty("id").GetString()}")).Text.ShouldBe(one.GetRawText());
    }

    [Fact]
    public async Task A_deleted_memory_s_words_are_in_none_of_its_events()
    {
        var memoryId = await _server.Client.CreateMemoryAsync(_typeId, title: "A telling title", text: "Words to be forgotten.");
        await _server.Client.GetSynchronizedAsync(memoryId);
        (await _server.Client.GetAnswerAsync("/v1/events")).Text.ShouldContain("Words to be forgotten.");

        await _server.Client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{memoryId}");
        var events = await _server.Client.GetAnswerAsync("/v1/events?ascending=true");

        events.Json.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("type").GetString()).ShouldBe(["memory.created", "memory.updated", "memory.deleted"]);
        events.Json.GetProperty("items").EnumerateArray().ShouldAllBe(e => e.GetProperty("entity").GetProperty("id").GetString() == memoryId);
        events.Text.ShouldNotContain("Words to be forgotten.");
        events.Text.ShouldNotContain("A telling title");
    }

    [Fact]
    public async Task A_task_s_events_lose_what_was_quoted_of_a_deleted_memory()
    {
        var memoryId = await _server.Client.CreateMemoryAsync(_typeId, text: "The lighthouse keeper counts ships.");
        await _server.Client.GetSynchronizedAsync(memoryId);
        var task = await _server.Client.SendJsonAsync(HttpMethod.Post, "/v1/agent-tasks", """{"taskType":"MEMORY_SEARCH","query":"lighthouse"}""");
        var listed = (await _server.Client.GetAnswerAsync("/v1/events?limit=1")).Json.GetProperty("items")[0];
        listed.GetProperty("type").GetString().ShouldBe("agent.task.updated");
        listed.GetProperty("entity").GetRawText().ShouldBe((await _server.Client.GetAnswerAsync($"/v1/agent-tasks/{task.Id}")).Text);

        await _server.Client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{memoryId}");

        var now = (await _server.Client.GetAnswerAsync($"/v1/events/{listed.GetProperty("id").GetString()}")).Text;
        now.ShouldContain("\"SUCCEEDED\"");
        now.ShouldNotContain("lighthouse keeper");
    }

    [Fact]
    public async Task Events_are_gone_after_thirty_days_and_not_before()
    {
        await _server.Client.GetSynchronizedAsync(await _server.Client.CreateMemoryAsync(_typeId));
        var id = (await _server.Client.GetAnswerAsync("/v1/events")).Json.GetProperty("items")[0].GetProperty("id").GetString();
        var sweep = _server.Services.GetRequiredService<RetentionSweep>();

        // An event that a consumer still waits for stays, however old it is.
        await UntilAcknowledgedAsync();
        _server.Time.Advance(TimeSpan.FromDays(29));
        await sweep.SweepAsync(CancellationToken.None);
        (await _server.Client.GetAnswerAsync("/v1/events")).Json.GetProperty("items").GetArrayLength().ShouldBe(2);

        _server.Time.Advance(TimeSpan.FromDays(1));
        await _server.Client.CreateMemoryAsync(_typeId);
        await sweep.SweepAsync(CancellationToken.None);
        (await _server.Client.GetAnswerAsync($"/v1/events/{id}")).ShouldBeError(HttpStatusCode.NotFound, "not_found", id!);
        (await _server.Client.GetAnswerAsync("/v1/events?ascending=true")).Json.GetProperty("items")[0].GetProperty("type").GetString().ShouldBe("memory.created");
    }

    [Fact]
    public async Task The_delivery_log_goes_with_the_events_and_tells_why_it_cannot_replay()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var webhookId = await _server.RegisterAsync(receiver.Url, ["memory.created"]);
        await _server.Client.CreateMemoryAsync(_typeId);
        await _server.WaitForDeliveriesAsync(webhookId, all => all is [var one] && one.GetProperty("status").GetString() == "DELIVERED");

        _server.Time.Advance(TimeSpan.FromDays(30));
        await _server.Services.GetRequiredService<RetentionSweep>().SweepAsync(CancellationToken.None);

        (await _server.DeliveriesAsync(webhookId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_of_events_go_forth_and_back()
    {
        for (var i = 0; i < 3; i++)
        {
            await _server.Client.GetSynchronizedAsync(await _server.Client.CreateMemoryAsync(_typeId));
        }

        var all = Ids(await _server.Client.GetAnswerAsync("/v1/events"));
        var first = await _server.Client.GetAnswerAsync("/v1/events?limit=4");
        var second = await _server.Client.GetAnswerAsync($"/v1/events?limit=4&nextPageToken={first.Json.GetProperty("pagination").GetProperty("nextPageToken").GetString()}");
        var back = await _server.Client.GetAnswerAsync($"/v1/events?limit=4&previousPageToken={second.Json.GetProperty("pagination").GetProperty("previousPageToken").GetString()}");

        Ids(first).Concat(Ids(second)).ShouldBe(all);
        Ids(back).ShouldBe(Ids(first));
    }

    [Fact]
    public async Task Another_organization_s_event_reads_as_unknown()
    {
        await _server.Client.CreateMemoryAsync(_typeId);
        var id = Ids(await _server.Client.GetAnswerAsync("/v1/events"))[0];
        using var stranger = await _server.CreateStrangerAsync();

        (await stranger.GetAnswerAsync($"/v1/events/{id}")).ShouldBeError(HttpStatusCode.NotFound, "not_found", id);
        Ids(await stranger.GetAnswerAsync("/v1/events")).ShouldBeEmpty();
    }

    /// <summary>Once every consumer has acknowledged what was published before.</summary>
    private async Task UntilAcknowledgedAsync()
    {
        var outbox = _server.Services.GetRequiredService<IOutbox>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        foreach (var consumer in _server.Services.GetServices<IEventConsumer>())
        {
            while (await outbox.ReadAsync(consumer.Name, 0, 1, patience.Token) is not [])
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
            }
        }
    }

    private static List<string> Ids(Answer answer) => [.. answer.Json.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()!)];

    private static string Pattern(string text) => Timestamps().Replace(RandomIds().Replace(text, "$1_ID"), "\"TIME\"");

    [GeneratedRegex("(mem|mty|org|evt)_[0-9a-f]{32}")]
    private static partial Regex RandomIds();

    [GeneratedRegex("\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z\"")]
    private static partial Regex Timestamps();
}
