namespace FencyGrid.Embedded.Calls;

/// <summary>A call of a method that returns <see cref="System.Threading.Tasks.Task"/>.</summary>
internal sealed class TaskCall(GrainMethod method, object?[] arguments, CancellationToken cancellationToken) : Call(method, arguments, cancellationToken)
{
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Task => _source.Task;

    public override bool IsCompleted => _source.Task.IsCompleted;

    protected override void Complete(Task outcome) => _source.TrySetFromTask(outcome);

    protected override void CompleteCancelled(CancellationToken token) => _source.TrySetCanceled(token);
}

/// <summary>A call of a method that returns <see cref="Task{TResult}"/>.</summary>
internal sealed class TaskCall<T>(GrainMethod method, object?[] arguments, CancellationToken cancellationToken) : Call(method, arguments, cancellationToken)
{
    private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _source.Task;

    public override bool IsCompleted => _source.Task.IsCompleted;

    protected override void Complete(Task outcome)
    {
        // A call that never reached its method fails with a task that has no result.
        if (outcome is Task<T> task)
        {
            _source.TrySetFromTask(task);
        }
        else if (outcome.IsCanceled)
        {
            _source.TrySetCanceled(CancellationToken);
        }
        else
        {
            _source.TrySetException(outcome.Exception!.InnerExceptions);
        }
    }

    protected override void CompleteCancelled(CancellationToken token) => _source.TrySetCanceled(token);
}
