using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Webhooks;
using FencyGrid.Grains.Webhooks;

namespace FencyGrid.Api.Fency.Webhooks;

internal static class FencyWebhookEndpoints
{
    private const string Kind = "webhook";

    public static void MapFencyWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("").WithTags("Webhooks");
        webhooks.MapPost("/webhooks", CreateAsync).Describe("createWebhook", "Registers an endpoint that events are delivered to.")
            .DescribeBody<CreateWebhookRequest>().DescribeAnswer<FencyWebhook>(StatusCodes.Status201Created);
        webhooks.MapGet("/webhooks", ListAsync).Describe("listWebhooks", "Lists webhooks, newest first.")
            .DescribePage<FencyPage<FencyWebhook>>();
        webhooks.MapGet("/webhooks/{id}", GetAsync).Describe("getWebhook", "Retrieves a webhook.")
            .DescribeAnswer<FencyWebhook>(StatusCodes.Status200OK);
        webhooks.MapPatch("/webhooks/{id}", UpdateAsync).Describe("updateWebhook", "Updates the given fields of a webhook. A new secret signs at once; the one before signs beside it for a while.")
            .DescribeBody<UpdateWebhookRequest>().DescribeAnswer<FencyWebhook>(StatusCodes.Status200OK);
        webhooks.MapDelete("/webhooks/{id}", DeleteAsync).Describe("deleteWebhook", "Deletes a webhook with its deliveries.")
            .DescribeNoContent();
        webhooks.MapPost("/webhooks/{id}/test", TestAsync).Describe("testWebhook", "Sends a test event once and answers with what came of it.")
            .DescribeAnswer<FencyWebhookDelivery>(StatusCodes.Status200OK);
        webhooks.MapGet("/webhooks/{id}/deliveries", ListDeliveriesAsync).Describe("listWebhookDeliveries", "Lists a webhook's deliveries, newest first.")
            .DescribePage<FencyPage<FencyWebhookDelivery>>();
        webhooks.MapPost("/webhooks/{id}/deliveries/{deliveryId}/replay", ReplayAsync).Describe("replayWebhookDelivery", "Delivers an event once more.")
            .DescribeAnswer<FencyWebhookDelivery>(StatusCodes.Status202Accepted);
    }

    private static async Task CreateAsync(HttpContext context, IGrid grid)
    {
        NewWebhook webhook;
        using (var body = await RequestBody.ReadAsync(context))
        {
            webhook = CreateWebhookRequest.Read(body.Fields);
        }

        var key = GrainKey.Of(context.Caller().OrganizationId, Ids.New(Ids.Webhook));
        var created = await grid.Get<IWebhookGrain>(key).CreateAsync(webhook, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status201Created, FencyWebhook.Of(created), FencyJson.OneWebhook);
    }

    private static async Task ListAsync(HttpContext context, IWebhookQueries queries, TimeProvider time)
    {
        var page = await queries.ListAsync(context.Caller().OrganizationId, PageQuery.Read(context.Request.Query), context.RequestAborted);
        var now = time.GetUtcNow();
        await JsonAnswer.WriteAsync(
            context, StatusCodes.Status200OK, FencyEndpoints.PageOf(page, row => FencyWebhook.Of(row.View(now))), FencyJson.Webhooks);
    }

    private static async Task GetAsync(HttpContext context, string id, IGrid grid)
    {
        var webhook = await GrainOf(context, grid, id).GetAsync(context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, FencyWebhook.Of(webhook), FencyJson.OneWebhook);
    }

    private static async Task UpdateAsync(HttpContext context, string id, IGrid grid)
    {
        var grain = GrainOf(context, grid, id);
        WebhookChange change;
        using (var body = await RequestBody.ReadAsync(context))
        {
            change = UpdateWebhookRequest.Read(body.Fields);
        }

        var webhook = await grain.UpdateAsync(change, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, FencyWebhook.Of(webhook), FencyJson.OneWebhook);
    }

    private static async Task DeleteAsync(HttpContext context, string id, IGrid grid)
    {
        await GrainOf(context, grid, id).DeleteAsync(context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task TestAsync(HttpContext context, string id, IGrid grid)
    {
        var delivery = await GrainOf(context, grid, id).TestAsync(context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, FencyWebhookDelivery.Of(delivery), FencyJson.OneDelivery);
    }

    private static async Task ListDeliveriesAsync(HttpContext context, string id, IGrid grid, IWebhookQueries queries)
    {
        await GrainOf(context, grid, id).GetAsync(context.RequestAborted);
        var page = await queries.ListDeliveriesAsync(context.Caller().OrganizationId, id, PageQuery.Read(context.Request.Query), context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, FencyEndpoints.PageOf(page, FencyWebhookDelivery.Of), FencyJson.Deliveries);
    }

    private static async Task ReplayAsync(HttpContext context, string id, string deliveryId, IGrid grid)
    {
        if (!Ids.IsWellFormed(deliveryId, Ids.Delivery))
        {
            throw NotFoundException.Of("delivery", GivenValue.Shortened(deliveryId));
        }

        var delivery = await GrainOf(context, grid, id).ReplayAsync(deliveryId, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status202Accepted, FencyWebhookDelivery.Of(delivery), FencyJson.OneDelivery);
    }

    private static IWebhookGrain GrainOf(HttpContext context, IGrid grid, string id) =>
        grid.Get<IWebhookGrain>(FencyEndpoints.KeyOf(context, id, Ids.Webhook, Kind));
}
