using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi;
using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;

namespace FencyGrid.Api.Fency.AgentTasks;

public sealed record FencyClientTask(string Id, DateTimeOffset CreatedAt, AgentTaskType Type);

/// <summary>Tasks of browser clients: each is started with a client token, and tells a stream how far it is.</summary>
internal static class FencyClientTaskEndpoints
{
    public static void MapFencyClientTasks(this IEndpointRouteBuilder app) =>
        app.MapPost("/pub/ct-st/agent-tasks", CreateAsync).WithTags("Agent tasks")
            .Describe("createClientTask", "Starts a task with the token of a createAgentTask session (X-Fency-Client-Token); its progress goes to the stream of X-Fency-Stream-Token.")
            .DescribeBody<CreateClientTaskRequest>().DescribeAnswer<FencyClientTask>(StatusCodes.Status201Created);

    private static async Task CreateAsync(HttpContext context, IGrid grid)
    {
        NewAgentTask task;
        using (var body = await RequestBody.ReadAsync(context))
        {
            task = new NewAgentTask(
                CreateClientTaskRequest.Read(body.Fields),
                Metadata: null,
                ClientHeaders.Required(context, ClientHeaders.ClientToken),
                ClientHeaders.Required(context, ClientHeaders.StreamToken));
        }

        var key = GrainKey.Of(context.Caller().OrganizationId, Ids.New(Ids.AgentTask));
        var created = await grid.Get<IAgentTaskGrain>(key).CreateAsync(task, context.RequestAborted);
        await JsonAnswer.WriteAsync(
            context, StatusCodes.Status201Created, new FencyClientTask(created.Id, created.CreatedAt, created.TaskType), FencyJson.OneClientTask);
    }
}
