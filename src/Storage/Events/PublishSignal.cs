namespace FencyGrid.Storage.Events;

/// <summary>Wakes the relay: set by commits that published, taken by its wait. Setting it while it is set, or while nobody waits, loses nothing.</summary>
internal sealed class PublishSignal(TimeProvider timeProvider) : IDisposable
{
    private readonly SemaphoreSlim _published = new(0, 1);

    public void Set()
    {
        lock (_published)
        {
            if (_published.CurrentCount == 0)
            {
                _published.Release();
            }
        }
    }

    /// <summary>Completes when it was set since the last call, or after <paramref name="timeout"/>.</summary>
    public async Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, expiry.Token);
        try
        {
            await _published.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The timeout: the caller looks for itself.
        }
    }

    public void Dispose() => _published.Dispose();
}
