using Microsoft.Extensions.Options;

namespace FencyGrid.Embedded;

/// <summary>Limits of the in-process engine.</summary>
public sealed class EmbeddedGridOptions
{
    /// <summary>How many calls may wait for one grain's turn, and how many reads may run beside its turns; more are refused as retryable.</summary>
    public int MailboxCapacity { get; set; } = 10_000;

    /// <summary>A grain that was not called for so long is taken out of memory.</summary>
    public TimeSpan IdleAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// What all grains together may hold, by their own estimate, in bytes. Past it the least recently used idle ones are taken out of memory.
    /// The default is half of the memory that the process may use.
    /// </summary>
    public long MemoryBudgetBytes { get; set; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
}

internal sealed class EmbeddedGridOptionsValidator : IValidateOptions<EmbeddedGridOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddedGridOptions options)
    {
        var failures = new List<string>();
        if (options.MailboxCapacity < 1)
        {
            failures.Add($"{nameof(options.MailboxCapacity)} is {options.MailboxCapacity}; a grain's mailbox must hold at least 1 call.");
        }

        if (options.IdleAge < TimeSpan.FromSeconds(1))
        {
            failures.Add($"{nameof(options.IdleAge)} is {options.IdleAge}; it must be at least one second.");
        }

        if (options.MemoryBudgetBytes < 1)
        {
            failures.Add($"{nameof(options.MemoryBudgetBytes)} is {options.MemoryBudgetBytes}; it must be positive.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
