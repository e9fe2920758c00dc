using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace FencyGrid.Api.Tests.Webhooks;

/// <summary>Deliveries over real HTTP to real receivers.</summary>
public sealed class WebhookDeliveryTests : IAsyncLifetime
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
    public async Task A_delivery_is_the_event_and_verifies_by_both_recipes()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await _server.RegisterAsync(receiver.Url, ["memory.updated"]);
        var memoryId = await _server.Client.CreateMemoryAsync(_typeId, text: "The words of the memory.");

        var received = (await receiver.WaitForCountAsync(1))[0];

        received.Type.ShouldBe("memory.updated");
        received.EntityId.ShouldBe(memoryId);
        received.Json.GetProperty("entity").GetProperty("content").GetString().ShouldBe("The words of the memory.");
        (await _server.Client.GetAnswerAsync($"/v1/events/{received.Headers["webhook-id"]}")).Text.ShouldBe(received.Text);
        received.Headers["content-type"].ShouldBe("application/json");
        received.Headers["x-fency-signature"].ShouldBe("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(WebhookServer.Secret), received.Body)));
        received.Headers["webhook-signature"].ShouldBe(Standard(WebhookServer.Secret, received));
        var sent = DateTimeOffset.FromUnixTimeSeconds(long.Parse(received.Headers["webhook-timestamp"], CultureInfo.InvariantCulture));
        (DateTimeOffset.UtcNow - sent).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(5));
    }

    [Fact]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "It is what the webhook asks for.")]
    public async Task A_sha1_webhook_is_signed_by_sha1()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await _server.RegisterAsync(receiver.Url, ["memory.created"], "sha1");
        await _server.Client.CreateMemoryAsync(_typeId);

        var received = (await receiver.WaitForCountAsync(1))[0];

        received.Headers["x-fency-signature"].ShouldBe("sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(WebhookServer.Secret), received.Body)));
    }

    [Fact]
    public async Task Events_of_a_subject_arrive_in_order_also_when_an_attempt_fails()
    {
        var failing = true;
        await using var receiver = await WebhookReceiver.StartAsync(async (received, context) =>
        {
            context.Response.StatusCode = Volatile.Read(ref failing) ? 500 : 204;
            await context.Response.CompleteAsync();
        });
        var webhookId = await _server.RegisterAsync(receiver.Url);
        var memoryId = await _server.Client.CreateMemoryAsync(_typeId);
        await _server.Client.GetSynchronizedAsync(memoryId);
        await _server.Client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{memoryId}", """{"title":"Another"}""");
        await _server.Client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{memoryId}");
        await _server.WaitForDeliveriesAsync(webhookId, all => all.Count == 4 && all[0].GetProperty("attempts").GetInt32() == 1);

        Volatile.Write(ref failing, false);
        _server.Time.Advance(TimeSpan.FromMinutes(1));
        await _server.WaitForDeliveriesAsync(webhookId, all => all.All(delivery => delivery.GetProperty("status").GetString() == "DELIVERED"));

        receiver.All.Select(received => received.Type).ShouldBe(["memory.created", "memory.created", "memory.updated", "memory.updated", "memory.deleted"]);
        receiver.All.Select(received => received.Json.GetProperty("version").GetInt64()).ShouldBeInOrder();
    }

    [Fact]
    public async Task A_subject_that_fails_delays_no_other_subject()
    {
        var stuck = await _server.Client.CreateMemoryAsync(_typeId, text: "stuck");
        await _server.Client.GetSynchronizedAsync(stuck);
        await using var receiver = await WebhookReceiver.StartAsync((received, context) =>
        {
            context.Response.StatusCode = received.EntityId == stuck ? 500 : 204;
            return Task.CompletedTask;
        });
        var webhookId = await _server.RegisterAsync(receiver.Url, ["memory.updated"]);
        await _server.Client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{stuck}", """{"title":"Another"}""");
        var other = await _server.Client.CreateMemoryAsync(_typeId);

        await receiver.WaitAsync(all => all.Any(received => received.EntityId == other));

        var deliveries = await _server.WaitForDeliveriesAsync(webhookId, all => all.Any(delivery => delivery.GetProperty("status").GetString() == "DELIVERED"));
        deliveries.Count(delivery => delivery.GetProperty("status").GetString() == "PENDING").ShouldBe(1);
    }

    [Fact]
    public async Task An_endpoint_that_never_answers_delays_no_other_webhook()
    {
        var never = new TaskCompletionSource();
        await using var silent = await WebhookReceiver.StartAsync((_, context) => never.Task.WaitAsync(context.RequestAborted));
        await using var healthy = await WebhookReceiver.StartAsync();
        var silentId = await _server.RegisterAsync(silent.Url, ["memory.created"]);
        await _server.RegisterAsync(healthy.Url, ["memory.created"]);
        for (var i = 0; i < 20; i++)
        {
            await _server.Client.CreateMemoryAsync(_typeId);
        }

        await healthy.WaitForCountAsync(20);

        (await _server.DeliveriesAsync(silentId)).ShouldAllBe(delivery => delivery.GetProperty("status").GetString() == "PENDING");
        never.SetResult();
    }

    [Fact]
    public async Task A_delivery_is_retried_for_three_days_and_then_given_up()
    {
        await using var receiver = await WebhookReceiver.StartAsync(WebhookReceiver.Answer(503));
        var webhookId = await _server.RegisterAsync(receiver.Url, ["memory.created"]);
        await _server.Client.CreateMemoryAsync(_typeId);
        await receiver.WaitForCountAsync(1);
        var first = (await _server.WaitForDeliveriesAsync(webhookId, all => all is [var one] && one.GetProperty("attempts").GetInt32() == 1))[0];
        first.GetProperty("status").GetString().ShouldBe("PENDING");
        first.GetProperty("responseStatus").GetInt32().ShouldBe(503);
        first.GetProperty("nextAttemptAt").GetDateTimeOffset().ShouldBeGreaterThan(first.GetProperty("lastAttemptAt").GetDateTimeOffset());

        _server.Time.Advance(TimeSpan.FromDays(2));
        await receiver.WaitForCountAsync(2);
        await _server.WaitForDeliveriesAsync(webhookId, all => all[0].GetProperty("attempts").GetInt32() == 2 && all[0].GetProperty("status").GetString() == "PENDING");
        _server.Time.Advance(TimeSpan.FromDays(1));

        var last = (await _server.WaitForDeliveriesAsync(webhookId, all => all[0].GetProperty("status").GetString() == "FAILED"))[0];
        last.GetProperty("attempts").GetInt32().ShouldBe(3);
        last.GetProperty("nextAttemptAt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        last.GetProperty("error").GetString().ShouldBe("The endpoint answered 503.");
    }

    [Fact]
    public async Task Retry_After_is_honoured()
    {
        await using var receiver = await WebhookReceiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7200";
            return Task.CompletedTask;
        });
        var webhookId = await _server.RegisterAsync(receiver.Url, ["memory.created"]);
        await _server.Client.CreateMemoryAsync(_typeId);

        var delivery = (await _server.WaitForDeliveriesAsync(webhookId, all => all is [var one] && one.GetProperty("attempts").GetInt32() == 1))[0];

        (delivery.GetProperty("nextAttemptAt").GetDateTimeOffset() - delivery.GetProperty("lastAttemptAt").GetDateTimeOffset()).ShouldBe(TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await WebhookReceiver.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync((_, context) =>
        {
            context.Response.Redirect(elsewhere.Url, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        var webhookId = await _server.RegisterAsync(receiver.Url, ["memory.created"]);
        await _server.Client.CreateMemoryAsync(_typeId);

        var delivery = (await _server.WaitForDeliveriesAsync(webhookId, all => all is [var one] && one.GetProperty("attempts").GetInt32() == 1))[0];

        delivery.GetProperty("responseStatus").GetInt32().ShouldBe(307);
        delivery.GetProperty("status").GetString().ShouldBe("PENDING");
        elsewhere.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_disables_its_webhook()
    {
        await using var receiver = await WebhookReceiver.StartAsync(WebhookReceiver.Answer(410));
        var webhookId = await _server.RegisterAsync(receiver.Url, ["memory.created"]);
        await _server.Client.CreateMemoryAsync(_typeId);
        await _server.WaitForDeliveriesAsync(webhookId, all => all is [var one] && one.GetProperty("status").GetString() == "FAILED");

        var webhook = await _server.Client.GetAnswerAsync($"/v1/webhooks/{webhookId}");
        webhook.Json.GetProperty("enabled").GetBoolean().ShouldBeFalse();
        webhook.Json.GetProperty("disabledReason").GetString()!.ShouldContain("410");

        await _server.Client.CreateMemoryAsync(_typeId);
        receiver.Behave = WebhookReceiver.Answer(204);
        var enabled = await _server.Client.SendJsonAsync(HttpMethod.Patch, $"/v1/webhooks/{webhookId}", """{"enabled":true}""");
        enabled.Json.GetProperty("disabledReason").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var memoryId = await _server.Client.CreateMemoryAsync(_typeId);
        var all = await receiver.WaitForCountAsync(2);
        all[1].EntityId.ShouldBe(memoryId);
    }

    [Fact]
    public async Task A_deleted_memory_s_words_are_in_no_delivery_that_waited()
    {
        await using var receiver = await WebhookReceiver.StartAsync(WebhookReceiver.Answer(500));
        var webhookId = await _server.RegisterAsync(receiver.Url, ["memory.updated", "memory.deleted"]);
        var memoryId = await _server.Client.CreateMemoryAsync(_typeId, title: "A telling title", text: "Words to be forgotten.");
        await receiver.WaitForCountAsync(1);
        await _server.Client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{memoryId}");
        await _server.WaitForDeliveriesAsync(webhookId, all => all.Count == 2 && all[0].GetProperty("attempts").GetInt32() == 1);

        receiver.Behave = WebhookReceiver.Answer(204);
        _server.Time.Advance(TimeSpan.FromMinutes(1));
        var all = await receiver.WaitForCountAsync(3);

        all[0].Text.ShouldContain("Words to be forgotten.");
        all[1].Type.ShouldBe("memory.updated");
        all[2].Type.ShouldBe("memory.deleted");
        foreach (var later in all.Skip(1))
        {
            later.EntityId.ShouldBe(memoryId);
            later.Text.ShouldNotContain("Words to be forgotten.");
            later.Text.ShouldNotContain("A telling title");
        }
    }

    [Fact]
    public async Task A_replay_delivers_again_what_was_given_up_or_delivered()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var webhookId = await _server.RegisterAsync(receiver.Url, ["memory.created"]);
        await _server.Client.CreateMemoryAsync(_typeId);
        var delivery = (await _server.WaitForDeliveriesAsync(webhookId, all => all is [var one] && one.GetProperty("status").GetString() == "DELIVERED"))[0];
        var path = $"/v1/webhooks/{webhookId}/deliveries/{delivery.GetProperty("id").GetString()}/replay";

        (await _server.Client.SendJsonAsync(HttpMethod.Post, path)).Status.ShouldBe(HttpStatusCode.Accepted);
        var all = await receiver.WaitForCountAsync(2);

        all[1].Text.ShouldBe(all[0].Text);
        all[1].Headers["webhook-id"].ShouldBe(all[0].Headers["webhook-id"]);
        (await _server.Client.SendJsonAsync(HttpMethod.Post, $"/v1/webhooks/{webhookId}/deliveries/whd_00000000000000000000000000000000/replay"))
            .ShouldBeError(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_rotation_signs_by_both_secrets_until_it_ends()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var webhookId = await _server.RegisterAsync(receiver.Url, ["memory.created"]);
        var rotating = await _server.Client.SendJsonAsync(
            HttpMethod.Patch, $"/v1/webhooks/{webhookId}", """{"secret":"the secret that follows","keepPreviousSecretSeconds":3600}""");
        rotating.Json.GetProperty("previousSecretExpiresAt").GetDateTimeOffset().ShouldBeGreaterThan(_server.Time.GetUtcNow().AddMinutes(59));
        await _server.Client.CreateMemoryAsync(_typeId);
        var during = (await receiver.WaitForCountAsync(1))[0];
        during.Headers["webhook-signature"].ShouldBe($"{Standard("the secret that follows", during)} {Standard(WebhookServer.Secret, during)}");

        _server.Time.Advance(TimeSpan.FromHours(1));
        await _server.Client.CreateMemoryAsync(_typeId);
        var after = (await receiver.WaitForCountAsync(2))[1];
        after.Headers["webhook-signature"].ShouldBe(Standard("the secret that follows", after));
    }

    [Fact]
    public async Task A_test_is_sent_at_once_and_is_in_the_log()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var webhookId = await _server.RegisterAsync(receiver.Url);

        var answer = await _server.Client.SendJsonAsync(HttpMethod.Post, $"/v1/webhooks/{webhookId}/test");

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer.Json.GetProperty("status").GetString().ShouldBe("DELIVERED");
        receiver.All.Single().Type.ShouldBe("webhook.test");
        (await _server.DeliveriesAsync(webhookId)).Single().GetProperty("id").GetString().ShouldBe(answer.Id);

        receiver.Behave = WebhookReceiver.Answer(500);
        var failed = await _server.Client.SendJsonAsync(HttpMethod.Post, $"/v1/webhooks/{webhookId}/test");
        failed.Json.GetProperty("status").GetString().ShouldBe("FAILED");
        failed.Json.GetProperty("responseStatus").GetInt32().ShouldBe(500);
    }

    [Fact]
    public async Task Only_events_of_the_organization_and_of_wanted_types_are_delivered()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await _server.RegisterAsync(receiver.Url, ["memory.deleted"]);
        using var stranger = await _server.CreateStrangerAsync();
        var foreign = await stranger.CreateMemoryAsync(await stranger.CreateTypeAsync());
        await stranger.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{foreign}");
        var memoryId = await _server.Client.CreateMemoryAsync(_typeId);
        await _server.Client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{memoryId}");

        var received = (await receiver.WaitForCountAsync(1)).ShouldHaveSingleItem();

        received.Type.ShouldBe("memory.deleted");
        received.EntityId.ShouldBe(memoryId);
    }

    [Fact]
    public async Task Events_of_tasks_are_delivered_with_their_result()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await _server.RegisterAsync(receiver.Url, ["agent.task.created", "agent.task.updated"]);
        await _server.Client.GetSynchronizedAsync(await _server.Client.CreateMemoryAsync(_typeId, text: "The lighthouse keeper counts ships."));
        var task = await _server.Client.SendJsonAsync(HttpMethod.Post, "/v1/agent-tasks", """{"taskType":"MEMORY_SEARCH","query":"lighthouse"}""");

        var all = await receiver.WaitForCountAsync(2);

        all.Select(received => received.Type).ShouldBe(["agent.task.created", "agent.task.updated"]);
        all[0].Json.GetProperty("entity").GetProperty("status").GetString().ShouldBe("IN_PROGRESS");
        all[1].Json.GetProperty("entity").GetRawText().ShouldBe((await _server.Client.GetAnswerAsync($"/v1/agent-tasks/{task.Id}")).Text);
    }

    private static string Standard(string secret, Received received) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(secret),
        Encoding.UTF8.GetBytes($"{received.Headers["webhook-id"]}.{received.Headers["webhook-timestamp"]}.{received.Text}")));
}
