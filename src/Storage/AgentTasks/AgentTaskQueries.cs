using Dapper;
using FencyGrid.Contracts;
using FencyGrid.Grains.AgentTasks;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Paging;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.AgentTasks;

internal sealed class AgentTaskQueries(StoreReader reader, PageTokens tokens) : IAgentTaskQueries
{
    private static readonly string FindSql = $"SELECT {Tables.AgentTasks.Select} FROM agent_tasks WHERE organization_id = @organizationId AND id = @taskId";

    // By the index of times: a stream lives for minutes, so few tasks are younger.
    private static readonly string OfStreamSql =
        $"""
        SELECT {Tables.AgentTasks.Select} FROM agent_tasks
        WHERE organization_id = @organizationId AND created_at >= @since AND stream_id = @streamId ORDER BY created_at, id
        """;

    private static readonly string ResultsSql =
        $"SELECT {Tables.AgentTaskResults.Select} FROM agent_task_results WHERE organization_id = @organizationId AND task_id IN @taskIds ORDER BY task_id, ordinal";

    private readonly KeysetList<AgentTaskRow> _list = new(
        reader, tokens, $"SELECT {Tables.AgentTasks.Select} FROM agent_tasks WHERE organization_id = @organization_id", "created_at", "id");

    public async Task<StoredAgentTask?> FindAsync(string organizationId, string taskId, CancellationToken cancellationToken)
    {
        var row = await reader.FindAsync(FindSql, new { organizationId, taskId }, Tables.AgentTasks.Read, cancellationToken);
        return row is null ? null : (await WithResultsAsync(organizationId, [row], cancellationToken))[0];
    }

    public async Task<IReadOnlyList<StoredAgentTask>> ListOfStreamAsync(
        string organizationId, string streamId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync(OfStreamSql, new { organizationId, streamId, since = Timestamp.Write(since) }, Tables.AgentTasks.Read, cancellationToken);
        return await WithResultsAsync(organizationId, rows, cancellationToken);
    }

    public async Task<Page<StoredAgentTask>> ListAsync(string organizationId, PageRequest page, CancellationToken cancellationToken)
    {
        var rows = await _list.ReadAsync(
            new PageScope(organizationId, "agent_tasks", page.Ascending),
            page,
            new DynamicParameters(),
            Tables.AgentTasks.Read,
            row => [Timestamp.Write(row.CreatedAt), row.Id],
            fits: null,
            cancellationToken);
        return new(await WithResultsAsync(organizationId, rows.Items, cancellationToken), rows.PreviousPageToken, rows.NextPageToken);
    }

    private async Task<IReadOnlyList<StoredAgentTask>> WithResultsAsync(string organizationId, IReadOnlyList<AgentTaskRow> tasks, CancellationToken cancellationToken)
    {
        if (tasks.Count == 0)
        {
            return [];
        }

        var results = await reader.ListAsync(
            ResultsSql, new { organizationId, taskIds = tasks.Select(task => task.Id).ToArray() }, Tables.AgentTaskResults.Read, cancellationToken);
        var byTask = results.ToLookup(result => result.TaskId);
        return [.. tasks.Select(task => new StoredAgentTask(task, [.. byTask[task.Id]]))];
    }
}
