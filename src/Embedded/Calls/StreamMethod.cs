using System.Runtime.CompilerServices;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Calls;
using FencyGrid.Embedded.Activations;

namespace FencyGrid.Embedded.Calls;

/// <summary>
/// A method that returns a live stream. A stream runs beside turns for as long as it is enumerated and keeps its activation from being
/// collected. It ends with a retryable error when its activation is dropped or the grid stops: a fresh stream sees a fresh activation.
/// The grain's code for it runs with the one who enumerates it, under that one's call chain.
/// </summary>
internal sealed class StreamMethod<T>(GrainType type, GrainSignature signature) : GrainMethod(type, signature)
{
    public override Type ResultType => typeof(T);

    public override object? ResultOf(object sent) => throw new InvalidOperationException($"{Type.Name}.{Name} returns a stream.");

    public override async IAsyncEnumerable<object?> ItemsOf(object sent)
    {
        await foreach (var item in (IAsyncEnumerable<T>)sent)
        {
            yield return item;
        }
    }

    public override object Send(GrainKey key, object?[] arguments) => StreamAsync(key, arguments, default);

    private async IAsyncEnumerable<T> StreamAsync(GrainKey key, object?[] arguments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Signature.TokenOf(arguments));
        using var lease = await Type.Grid.LeaseAsync(key, this, caller.Token);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(caller.Token, lease.Activation.Dropped, Type.Grid.StreamsEnding);
        var stream = (IAsyncEnumerable<T>)Invoke(lease.Activation.Grain, Signature.WithToken(Signature.WithoutToken(arguments), ending.Token));
        await using var items = stream.GetAsyncEnumerator(ending.Token);
        while (await NextAsync(items, caller.Token, ending.Token))
        {
            yield return items.Current;
        }
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<T> items, CancellationToken caller, CancellationToken ending)
    {
        try
        {
            if (await items.MoveNextAsync())
            {
                return true;
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested && !caller.IsCancellationRequested)
        {
        }

        // A grain may end its stream quietly when its token is signalled; to the caller that must not look like the stream's own end.
        return ending.IsCancellationRequested && !caller.IsCancellationRequested
            ? throw new RetryableException($"The stream {Type.Name}.{Name} was cut off because its grain is being reactivated or the grid is stopping. Open it again.")
            : false;
    }
}
