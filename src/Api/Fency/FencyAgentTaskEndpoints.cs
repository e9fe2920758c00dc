using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi;
using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.AgentTasks;

namespace FencyGrid.Api.Fency;

internal static class FencyAgentTaskEndpoints
{
    private const string Kind = "agent task";

    public static void MapFencyAgentTasks(this IEndpointRouteBuilder api)
    {
        var tasks = api.MapGroup("").WithTags("Agent tasks");
        tasks.MapPost("/agent-tasks", CreateAsync).Describe("createAgentTask", "Starts a task. A search that took under a second is answered with its result; of others the answer is the task in progress.")
            .DescribeBody<CreateAgentTaskRequest>().DescribeAnswer<FencyAgentTask>(StatusCodes.Status201Created);
        tasks.MapGet("/agent-tasks", ListAsync).Describe("listAgentTasks", "Lists agent tasks, newest first.")
            .DescribePage<FencyPage<FencyAgentTask>>();
        tasks.MapGet("/agent-tasks/{id}", GetAsync).Describe("getAgentTask", "Retrieves an agent task.")
            .DescribeAnswer<FencyAgentTask>(StatusCodes.Status200OK);
    }

    private static async Task CreateAsync(HttpContext context, IGrid grid)
    {
        NewAgentTask task;
        using (var body = await RequestBody.ReadAsync(context))
        {
            task = CreateAgentTaskRequest.Read(body.Fields);
        }

        var key = GrainKey.Of(context.Caller().OrganizationId, Ids.New(Ids.AgentTask));
        var created = await grid.Get<IAgentTaskGrain>(key).CreateAsync(task, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status201Created, FencyAgentTaskShape.Of(created), FencyJson.OneAgentTask);
    }

    private static async Task ListAsync(HttpContext context, IAgentTaskQueries queries, AgentTaskViews views)
    {
        var page = await queries.ListAsync(context.Caller().OrganizationId, PageQuery.Read(context.Request.Query), context.RequestAborted);
        var answer = FencyEndpoints.PageOf(page, task => FencyAgentTaskShape.Of(views.View(task)));
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, answer, FencyJson.AgentTasks);
    }

    private static async Task GetAsync(HttpContext context, string id, IGrid grid)
    {
        var task = await grid.Get<IAgentTaskGrain>(FencyEndpoints.KeyOf(context, id, Ids.AgentTask, Kind)).GetAsync(context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, FencyAgentTaskShape.Of(task), FencyJson.OneAgentTask);
    }
}
