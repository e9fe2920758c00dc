namespace FencyGrid.Grains.AgentTasks;

/// <summary>Configuration section <c>FencyGrid:AgentTasks</c>.</summary>
public sealed class AgentTaskOptions
{
    public const string Section = "FencyGrid:AgentTasks";

    /// <summary>A task that runs longer fails.</summary>
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A task that was interrupted more often, by crashes or restarts, fails instead of being run again.</summary>
    public int MaxInterruptions { get; set; } = 5;

    /// <summary>So many tasks that use no model run at a time; others wait. Tasks that use one are bounded by its endpoint's own setting.</summary>
    public int MaxConcurrency { get; set; } = 16;

    /// <summary>How often a model may call tools before it has to answer with what it has.</summary>
    public int MaxToolRounds { get; set; } = 8;

    /// <summary>While text streams in, it is published at most so often.</summary>
    public TimeSpan TextInterval { get; set; } = TimeSpan.FromMilliseconds(50);
}
