using FencyGrid.Silo.Faults.Histories;

namespace FencyGrid.Silo.Faults.Load;

public sealed partial class Workload
{
    /// <summary>For all of a kind together.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private TimeSpan _until;

    /// <summary>Once all silos run again: everything that was acknowledged, through every front end.</summary>
    public async Task VerifyAsync(WebhookHistory webhook)
    {
        await InParallelAsync(_memories, async memory => memory.Read(await SettledAsync(() => frontEnds.SendAsync("verify", HttpMethod.Get, $"/v1/memories/{memory.Id}", null)), violations));
        for (var frontEnd = 0; frontEnd < frontEnds.Count; frontEnd++)
        {
            var one = frontEnd;
            await InParallelAsync(_trees, tree => SettledAsync(() => ListAsync(tree, clock.Elapsed, one)));
        }

        await InParallelAsync(_memories.Where(memory => memory.IsThere).TakeLast(100), async memory =>
        {
            if (!await EventuallyAsync(async () => Found(await SettledAsync(() => frontEnds.SendAsync("verify", HttpMethod.Post, "/v1/agent-tasks", Query(memory))), memory)))
            {
                violations.Add($"UNFOUND: no search finds the memory {memory.Id} by its word.");
            }
        });
        await InParallelAsync(Tasks.Accepted, async task =>
        {
            if (!await EventuallyAsync(async () => TaskHistory.HasEnded(await SettledAsync(() => frontEnds.SendAsync("verify", HttpMethod.Get, $"/v1/agent-tasks/{task}", null)))))
            {
                violations.Add($"ENDLESS: the task {task} does not end.");
            }
        });
        await InParallelAsync(_memories.Where(memory => !memory.IsInDoubt), async memory =>
        {
            if (!await EventuallyAsync(() => Task.FromResult(webhook.CountOf(memory.Id) >= memory.AcknowledgedChanges)))
            {
                violations.Add($"UNHEARD: of {memory.AcknowledgedChanges} events of the memory {memory.Id}, {webhook.CountOf(memory.Id)} arrived.");
            }
        });
    }

    /// <summary>Asks again while the answer is that one should.</summary>
    private async Task<CallResult> SettledAsync(Func<Task<CallResult>> call)
    {
        while (true)
        {
            var result = await call();
            if (result.Outcome is CallOutcome.Done or CallOutcome.Refused)
            {
                return result;
            }

            if (clock.Elapsed > _until)
            {
                violations.Add($"AWAY: {result.What} does not work again: {result.Status} {result.Text}");
                return result;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private async Task<bool> EventuallyAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            if (clock.Elapsed > _until)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        return true;
    }

    private Task InParallelAsync<T>(IEnumerable<T> items, Func<T, Task> check)
    {
        _until = clock.Elapsed + Patience;
        return Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (item, _) => await check(item));
    }
}
