using System.ClientModel.Primitives;
using System.Globalization;

namespace FencyGrid.Models;

/// <summary>Tries again as Retry-After asks, or with growing pauses, but waits for no pause longer than <paramref name="maxRetryAfter"/>.</summary>
internal sealed class BoundedRetryPolicy(int maxRetries, TimeSpan maxRetryAfter, TimeProvider time) : ClientRetryPolicy(maxRetries)
{
    protected override bool ShouldRetry(PipelineMessage message, Exception? exception) =>
        base.ShouldRetry(message, exception) && RetryAfter(message) <= maxRetryAfter;

    protected override async ValueTask<bool> ShouldRetryAsync(PipelineMessage message, Exception? exception) =>
        await base.ShouldRetryAsync(message, exception) && RetryAfter(message) <= maxRetryAfter;

    protected override Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken) => Task.Delay(delay, time, cancellationToken);

    private TimeSpan RetryAfter(PipelineMessage message)
    {
        if (message.Response is not { } response || !response.Headers.TryGetValue("Retry-After", out var value))
        {
            return TimeSpan.Zero;
        }

        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        }

        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at - time.GetUtcNow() : TimeSpan.Zero;
    }
}
