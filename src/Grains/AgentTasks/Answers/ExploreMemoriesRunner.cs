using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.AgentTasks.Runs;
using FencyGrid.Grains.Models;
using Microsoft.Extensions.AI;

namespace FencyGrid.Grains.AgentTasks.Answers;

/// <summary>EXPLORE_MEMORIES: a question looked into in steps: which memory types there are, a plan, then searching and reading until it is answered.</summary>
public sealed class ExploreMemoriesRunner(MemoryLibrary library, IChatModels models, AgentTaskOptions options, TimeProvider time) : IAgentTaskRunner
{
    private const int ScanLimit = 20;
    private const int ChunkLimit = 20;
    private const int FindLimit = 10;

    public AgentTaskType TaskType => AgentTaskType.ExploreMemories;

    public void Check(AgentTaskRequest request) => models.Resolve(request.Model);

    public async Task<IReadOnlyList<AgentTaskResultPart>> RunAsync(AgentTaskRun run, CancellationToken cancellationToken)
    {
        var task = (ExploreMemoriesTask)run.Request;
        var shelf = library.Open(run.OrganizationId, task.GuardRails);
        var steps = new AnswerSteps(shelf, run.Progress);
        await run.Progress.PublishAsync("classifying", new ClassifyingProgress(), cancellationToken);
        var types = await shelf.ListTypesAsync(cancellationToken);
        await run.Progress.PublishAsync("planning", new PlanningProgress(Text: null), cancellationToken);
        if (run.Model is null)
        {
            await run.Progress.PublishAsync("planning", new PlanningProgress(ExtractiveAnswer.Plan(types.Count, task.Language)), cancellationToken);
            await steps.FindAsync(task.Query, FindLimit, cancellationToken);
            var hits = await steps.SearchAsync(task.Query, memoryIds: null, ChunkLimit, cancellationToken);
            return await ExtractiveAnswer.WriteAsync(run, steps, task.Query, hits, task.Language, cancellationToken);
        }

        List<ChatMessage> messages = [new(ChatRole.System, AnswerInstructions.Of(types, task.Language)), new(ChatRole.User, task.Query)];
        var plan = await AnswerStream.ReadAsync(
            run.Model.Client.GetStreamingResponseAsync([.. messages, new ChatMessage(ChatRole.User, AnswerInstructions.Plan)], options: null, cancellationToken),
            text => run.Progress.PublishAsync("planning", new PlanningProgress(text), cancellationToken),
            options.TextInterval,
            time,
            cancellationToken);
        messages.Add(new ChatMessage(ChatRole.Assistant, plan.Text));
        messages.Add(new ChatMessage(ChatRole.User, "Carry the plan out, then answer the question."));
        var tools = new MemoryTools(steps, run.TaskId, ScanLimit, ChunkLimit);
        var text = await new ModelAnswer(run, steps, tools, options, time).WriteAsync(run.Model.Client, messages, cancellationToken);
        return AnswerParts.Of(text, await steps.CiteAsync(text, cancellationToken), steps.Evidence.All, tools.Files);
    }

    public AgentTaskResult Assemble(AgentTaskRequest request, IReadOnlyList<AgentTaskResultPart> parts) => AnswerParts.Assemble(parts);
}
