using FencyGrid.Api.Http;
using FencyGrid.Api.OpenApi;
using FencyGrid.Contracts;
using FencyGrid.Grains.Engine.Events;

namespace FencyGrid.Api.Fency.Events;

internal static class FencyEventEndpoints
{
    private const string Kind = "event";

    /// <summary>A page of events ends early past so many characters of content, so that no answer grows without bound.</summary>
    private const long MaxPageCharacters = 4_000_000;

    public static void MapFencyEvents(this IEndpointRouteBuilder api)
    {
        var events = api.MapGroup("").WithTags("Events");
        events.MapGet("/events", ListAsync).Describe("listEvents", "Lists the events of the last 30 days, newest first.")
            .DescribePage<FencyPage<FencyEvent>>();
        events.MapGet("/events/{id}", GetAsync).Describe("getEvent", "Retrieves an event.")
            .DescribeAnswer<FencyEvent>(StatusCodes.Status200OK);
    }

    private static async Task ListAsync(HttpContext context, IEventQueries queries, FencyEvents events)
    {
        var organizationId = context.Caller().OrganizationId;
        var request = PageQuery.Read(context.Request.Query);
        var page = await queries.ListAsync(organizationId, request, context.RequestAborted);
        var (shapes, fitting) = await JoinAsync(page.Items, request, events, context.RequestAborted);
        if (fitting < page.Items.Count)
        {
            // The tokens go with the items, so the page is read once more, as long as it may be.
            page = await queries.ListAsync(organizationId, request with { Limit = fitting }, context.RequestAborted);
            (shapes, _) = await JoinAsync(page.Items, request, events, context.RequestAborted);
        }

        var answer = new FencyPage<FencyEvent>(shapes, new FencyPagination(page.PreviousPageToken, page.NextPageToken));
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, answer, FencyJson.Events);
    }

    private static async Task GetAsync(HttpContext context, string id, IEventQueries queries, FencyEvents events)
    {
        var key = FencyEndpoints.KeyOf(context, id, Ids.Event, Kind);
        var gridEvent = await queries.FindAsync(key.OrganizationId, id, context.RequestAborted) ?? throw NotFoundException.Of(Kind, id);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, await events.OfAsync(gridEvent, context.RequestAborted), FencyJson.OneEvent);
    }

    /// <summary>The events with their content, and how many of them fit into a page; a page that goes back is filled from its end.</summary>
    private static async Task<(IReadOnlyList<FencyEvent> Shapes, int Fitting)> JoinAsync(
        IReadOnlyList<GridEvent> items, PageRequest request, FencyEvents events, CancellationToken cancellationToken)
    {
        var goesBack = request.PreviousPageToken is not null;
        var shapes = new List<FencyEvent>(items.Count);
        var characters = 0L;
        foreach (var item in goesBack ? items.Reverse() : items)
        {
            var shape = await events.OfAsync(item, cancellationToken);
            if ((characters += FencyEvents.ContentOf(shape)) > MaxPageCharacters && shapes.Count > 0)
            {
                break;
            }

            shapes.Add(shape);
        }

        if (goesBack)
        {
            shapes.Reverse();
        }

        return (shapes, shapes.Count);
    }
}
