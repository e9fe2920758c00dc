using System.Text;
using FencyGrid.Grains.Models;
using Microsoft.Extensions.AI;

namespace FencyGrid.Grains.AgentTasks.Runs;

/// <summary>A model's answer as it streams in: the first words are published at once, later ones no more often than clients can look.</summary>
internal static class AnswerStream
{
    /// <summary>No answer worth reading is longer; a model that repeats itself for ever is stopped here.</summary>
    private const int MaxCharacters = 400_000;

    /// <param name="publish">Given the whole text so far.</param>
    /// <exception cref="ModelFailedException">The answer is too long.</exception>
    public static async Task<ChatResponse> ReadAsync(
        IAsyncEnumerable<ChatResponseUpdate> answer, Func<string, Task> publish, TimeSpan interval, TimeProvider time, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var updates = new List<ChatResponseUpdate>();
        var published = 0;
        long? publishedAt = null;

        async Task PublishAsync()
        {
            published = text.Length;
            publishedAt = time.GetTimestamp();
            await publish(text.ToString());
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var stream = answer.GetAsyncEnumerator(ending.Token);
        var next = Task.FromResult(true);
        try
        {
            while (true)
            {
                next = stream.MoveNextAsync().AsTask();
                if (published < text.Length && !next.IsCompleted)
                {
                    // Words that wait are not kept back longer than the interval, also when the model pauses after them.
                    var due = interval - time.GetElapsedTime(publishedAt ?? 0);
                    if (publishedAt is null || due <= TimeSpan.Zero || await Task.WhenAny(next, Task.Delay(due, time, CancellationToken.None)) != next)
                    {
                        await PublishAsync();
                    }
                }

                if (!await next)
                {
                    break;
                }

                updates.Add(stream.Current);
                text.Append(stream.Current.Text);
                if (text.Length > MaxCharacters)
                {
                    throw new ModelFailedException($"The model's answer is longer than {MaxCharacters} characters.");
                }
            }
        }
        finally
        {
            // A stream cannot be closed while its next part is being waited for.
            await ending.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (published < text.Length)
        {
            await PublishAsync();
        }

        return updates.ToChatResponse();
    }
}
