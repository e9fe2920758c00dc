namespace FencyGrid.Grains.Engine;

/// <summary>
/// Work that callers share: each gets a run that began after it asked, and those who ask while one is under way get the next together.
/// One run at a time.
/// </summary>
/// <param name="run">Gets what the callers brought that share the run.</param>
public sealed class SharedRun<TItem, TResult>(Func<IReadOnlyList<TItem>, Task<TResult>> run)
{
    private readonly Lock _lock = new();
    private List<TItem> _items = [];
    private Task _current = Task.CompletedTask;
    private Task<TResult>? _next;

    /// <summary>What the run came to, or how it failed, for all who share it.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the run.</param>
    public Task<TResult> RunAsync(TItem item, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _items.Add(item);
            _next ??= RunAfterAsync(_current);
            return _next.WaitAsync(cancellationToken);
        }
    }

    private async Task<TResult> RunAfterAsync(Task current)
    {
        await current.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        List<TItem> items;
        lock (_lock)
        {
            (items, _items) = (_items, []);
            (_current, _next) = (_next!, null);
        }

        return await run(items);
    }
}
