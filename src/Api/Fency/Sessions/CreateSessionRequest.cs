using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Sessions;

namespace FencyGrid.Api.Fency.Sessions;

public sealed record CreateAgentTaskSession(AgentTaskType TaskType, FencyGuardRails? GuardRails);

/// <summary>An object without fields: that it is there says all.</summary>
public sealed record EmptyObject;

/// <summary>What a session's one client token is to allow: exactly one of the fields.</summary>
public sealed record CreateSessionRequest(EmptyObject? CreateStream, CreateAgentTaskSession? CreateAgentTask, EmptyObject? CreateAgentTaskFileDownload)
{
    private static readonly string[] Kinds = ["createStream", "createAgentTask", "createAgentTaskFileDownload"];

    internal static CreateSessionRequest Read(RequestFields fields)
    {
        var given = Kinds.Where(kind => fields.Find(kind) is not null).ToArray();
        if (given.Length != 1)
        {
            throw new RefusedException(
                StatusCodes.Status400BadRequest, ErrorCodes.InvalidRequest,
                $"A session is for exactly one of {string.Join(", ", Kinds)}; {(given.Length == 0 ? "none" : string.Join(", ", given))} was given.");
        }

        return new CreateSessionRequest(ReadEmpty(fields, Kinds[0]), ReadAgentTask(fields), ReadEmpty(fields, Kinds[2]));
    }

    internal NewSession ToNewSession() => this switch
    {
        { CreateAgentTask: { } task } => new NewSession(SessionType.CreateAgentTask, task.TaskType, task.GuardRails?.ToGuardRails()),
        { CreateStream: not null } => new NewSession(SessionType.CreateStream, TaskType: null, GuardRails: null),
        _ => new NewSession(SessionType.CreateAgentTaskFileDownload, TaskType: null, GuardRails: null),
    };

    private static CreateAgentTaskSession? ReadAgentTask(RequestFields fields) =>
        fields.Object(Kinds[1]) is { } task
            ? new CreateAgentTaskSession(task.RequiredChoice("taskType", FencyConstants.TaskTypes), FencyGuardRails.Read(task))
            : null;

    private static EmptyObject? ReadEmpty(RequestFields fields, string field)
    {
        // A form cannot write an empty object; the name without a value stands for it.
        var isThere = fields.IsForm && fields.Find(field) is { ValueKind: System.Text.Json.JsonValueKind.String } ? true : fields.Object(field) is not null;
        return isThere ? new EmptyObject() : null;
    }
}
