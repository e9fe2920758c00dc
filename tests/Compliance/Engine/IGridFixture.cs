using FencyGrid.Contracts;

namespace FencyGrid.Compliance.Engine;

/// <summary>An engine under test, running, with the grains of <see cref="ComplianceGrains"/> registered.</summary>
public interface IGridFixture : IAsyncDisposable
{
    IGrid Grid { get; }

    /// <summary>Lets so much of the engine's time pass.</summary>
    void Advance(TimeSpan span);

    /// <summary>Collects what is due by age or memory, and returns when it is deactivated.</summary>
    Task CollectAsync();

    /// <summary>Returns when so many calls have arrived and are unfinished: at once where a call arrives as it is made.</summary>
    Task UntilUnderWayAsync(int calls);

    /// <summary>Stops the engine as its host would. Calls from outside are refused as soon as this has been called.</summary>
    Task StopAsync();
}

/// <summary>The limits that a fact asks for.</summary>
public sealed record GridSettings
{
    public int MailboxCapacity { get; init; } = 10_000;

    public TimeSpan IdleAge { get; init; } = TimeSpan.FromMinutes(15);

    public long MemoryBudgetBytes { get; init; } = long.MaxValue;
}
