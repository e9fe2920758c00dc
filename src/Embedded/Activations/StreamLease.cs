namespace FencyGrid.Embedded.Activations;

/// <summary>Holds an activation in memory for a stream, until disposed.</summary>
internal sealed class StreamLease(Mailbox mailbox, Activation activation) : IDisposable
{
    public Activation Activation => activation;

    public void Dispose() => mailbox.EndRead();

    /// <summary>A stream that waits for its grain to be activated.</summary>
    internal sealed class Request(Mailbox mailbox) : IGrainRead
    {
        private readonly TaskCompletionSource<StreamLease> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<StreamLease> WaitAsync(CancellationToken cancellationToken)
        {
            await using var registration = cancellationToken.UnsafeRegister(
                static (source, token) => ((TaskCompletionSource<StreamLease>)source!).TrySetCanceled(token), _source);
            return await _source.Task;
        }

        public void Start(Activation activation)
        {
            if (!_source.TrySetResult(new StreamLease(mailbox, activation)))
            {
                mailbox.EndRead();
            }
        }

        public void Fail(Task failure)
        {
            if (failure.IsCanceled)
            {
                _source.TrySetCanceled();
            }
            else
            {
                _source.TrySetException(failure.Exception!.InnerExceptions);
            }
        }
    }
}
