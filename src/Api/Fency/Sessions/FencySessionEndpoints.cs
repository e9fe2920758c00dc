using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Sessions;

namespace FencyGrid.Api.Fency.Sessions;

/// <param name="ClientToken">For one use within its short life. It is shown this once.</param>
public sealed record FencySession(string Id, DateTimeOffset CreatedAt, SessionType Type, string ClientToken);

internal static class FencySessionEndpoints
{
    public static void MapFencySessions(this IEndpointRouteBuilder api) =>
        api.MapPost("/sessions", CreateAsync).WithTags("Sessions")
            .Describe("createSession", "Creates a session: a token with which a browser client may do one thing.")
            .DescribeBody<CreateSessionRequest>().DescribeAnswer<FencySession>(StatusCodes.Status201Created);

    private static async Task CreateAsync(HttpContext context, IGrid grid)
    {
        NewSession session;
        using (var body = await RequestBody.ReadAsync(context))
        {
            session = CreateSessionRequest.Read(body.Fields).ToNewSession();
        }

        foreach (var access in session.GuardRails?.MemoryTypes ?? [])
        {
            FencyEndpoints.KeyOf(context, access.MemoryTypeId, Ids.MemoryType, FencyMemoryTypeEndpoints.Kind);
        }

        var key = GrainKey.Of(context.Caller().OrganizationId, Ids.New(Ids.Session));
        var issued = await grid.Get<ISessionGrain>(key).CreateAsync(session, context.RequestAborted);
        await JsonAnswer.WriteAsync(
            context, StatusCodes.Status201Created, new FencySession(issued.Id, issued.CreatedAt, issued.Type, issued.ClientToken), FencyJson.OneSession);
    }
}
