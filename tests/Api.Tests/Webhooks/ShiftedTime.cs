namespace FencyGrid.Api.Tests.Webhooks;

/// <summary>A clock that runs, and can be put forward: days of retries pass while the server's timers go on.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    public void Advance(TimeSpan span) => Interlocked.Add(ref _shift, span.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _shift));
}
