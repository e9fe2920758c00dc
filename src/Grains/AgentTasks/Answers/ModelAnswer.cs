using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.AgentTasks.Runs;
using Microsoft.Extensions.AI;

namespace FencyGrid.Grains.AgentTasks.Answers;

/// <summary>An answer that a model writes, calling tools to read memories with until it has what it needs.</summary>
internal sealed class ModelAnswer(AgentTaskRun run, AnswerSteps steps, MemoryTools tools, AgentTaskOptions options, TimeProvider time)
{
    /// <summary>One round may ask for several things at once, but not for everything.</summary>
    private const int MaxCallsPerRound = 8;

    /// <param name="messages">The conversation, its instructions first. Grows by what the model does.</param>
    /// <returns>The answer's text.</returns>
    public async Task<string> WriteAsync(IChatClient model, List<ChatMessage> messages, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            var isLast = round > options.MaxToolRounds;
            await steps.ThinkAsync(round, cancellationToken);
            var answer = await AnswerStream.ReadAsync(
                model.GetStreamingResponseAsync(
                    messages, new ChatOptions { Tools = [.. MemoryTools.Declarations], ToolMode = isLast ? ChatToolMode.None : ChatToolMode.Auto }, cancellationToken),
                text => run.Progress.PublishAsync($"text-{round}", new TextProgress(text), cancellationToken),
                options.TextInterval,
                time,
                cancellationToken);
            messages.AddRange(answer.Messages);
            var calls = answer.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToArray();
            if (calls.Length == 0 || isLast)
            {
                return answer.Text;
            }

            var results = new List<AIContent>();
            foreach (var call in calls)
            {
                var result = results.Count < MaxCallsPerRound
                    ? await tools.CallAsync(call, cancellationToken)
                    : $"Error: at most {MaxCallsPerRound} tools can be called at once.";
                results.Add(new FunctionResultContent(call.CallId, result));
            }

            messages.Add(new ChatMessage(ChatRole.Tool, results));
        }
    }
}
