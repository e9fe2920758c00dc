using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Search;

namespace FencyGrid.Contracts.Sessions;

public enum SessionType
{
    CreateStream,
    CreateAgentTask,
    CreateAgentTaskFileDownload,

    /// <summary>Not given out by itself: what a download link carries.</summary>
    AgentTaskFileLink,
}

/// <summary>A session: what one client token allows. Key: organization / session id.</summary>
public interface ISessionGrain : IGridGrain
{
    Task<IssuedSession> CreateAsync(NewSession session, CancellationToken cancellationToken);
}

/// <param name="TaskType">The one type of task that a <see cref="SessionType.CreateAgentTask"/> session allows; else null.</param>
/// <param name="GuardRails">What that task may read; null opens every memory of the organization.</param>
public sealed record NewSession(SessionType Type, AgentTaskType? TaskType, GuardRails? GuardRails);

/// <param name="ClientToken">Good for one use within its short life: shown this once, kept only as a hash.</param>
public sealed record IssuedSession(string Id, DateTimeOffset CreatedAt, SessionType Type, string ClientToken);
