using System.Runtime.CompilerServices;
using FencyGrid.Client.Wire;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Calls;

namespace FencyGrid.Client.Calls;

/// <summary>One method of a grain interface: how a reference sends it to where the grain lives.</summary>
/// <param name="origin">Answers the chain of calls that the running code belongs to; null outside of a silo.</param>
internal abstract class GridMethod<TGrain>(GrainSignature signature, Func<ICallOrigin?>? origin)
    where TGrain : class, IGridGrain
{
    private readonly GrainSignature _signature = signature;
    private readonly bool _isRead = signature.Interleaves;

    /// <exception cref="ArgumentException">The method is not of a shape that a grain interface may have.</exception>
    public static GridMethod<TGrain> Of(GrainSignature signature, Func<ICallOrigin?>? origin) => signature.Match(new Shapes(origin));

    /// <summary>Sends the call; the result is what the interface's method returns.</summary>
    public abstract object Send(IGrainHost<TGrain> host, object?[] arguments);

    private GrainCall Call(object?[] arguments) => new(_signature.Name, _signature.WithoutToken(arguments), _signature.ArgumentTypes, origin?.Invoke());

    private async Task<GrainReply> CallAsync(IGrainHost<TGrain> host, object?[] arguments)
    {
        var token = _signature.TokenOf(arguments);
        token.ThrowIfCancellationRequested();
        var call = Call(arguments);
        for (var pause = ClusterFailures.FirstPause; ; pause *= 2)
        {
            try
            {
                return await host.CallAsync(call, token).ConfigureAwait(false);
            }
            catch (Exception exception) when (pause <= ClusterFailures.LongestPause && !token.IsCancellationRequested && ClusterFailures.MayRepeat(exception, _isRead))
            {
                await Task.Delay(pause, token).ConfigureAwait(false);
            }
            catch (Exception exception) when (ClusterFailures.Translate(exception, token) is { } translated)
            {
                throw translated;
            }
        }
    }

    private sealed class TaskMethod(GrainSignature signature, Func<ICallOrigin?>? origin) : GridMethod<TGrain>(signature, origin)
    {
        public override object Send(IGrainHost<TGrain> host, object?[] arguments) => SendAsync(host, arguments);

        private async Task SendAsync(IGrainHost<TGrain> host, object?[] arguments) => (await CallAsync(host, arguments).ConfigureAwait(false)).ThrowIfFailed();
    }

    private sealed class TaskMethod<T>(GrainSignature signature, Func<ICallOrigin?>? origin) : GridMethod<TGrain>(signature, origin)
    {
        public override object Send(IGrainHost<TGrain> host, object?[] arguments) => SendAsync(host, arguments);

        private async Task<T> SendAsync(IGrainHost<TGrain> host, object?[] arguments) => (await CallAsync(host, arguments).ConfigureAwait(false)).Read<T>();
    }

    private sealed class StreamMethod<T>(GrainSignature signature, Func<ICallOrigin?>? origin) : GridMethod<TGrain>(signature, origin)
    {
        public override object Send(IGrainHost<TGrain> host, object?[] arguments) => StreamAsync(host, arguments, default);

        private async IAsyncEnumerable<T> StreamAsync(IGrainHost<TGrain> host, object?[] arguments, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _signature.TokenOf(arguments));
            await using var replies = host.StreamAsync(Call(arguments), either.Token).GetAsyncEnumerator(either.Token);
            while (await NextAsync(replies, either.Token).ConfigureAwait(false))
            {
                yield return replies.Current.Read<T>();
            }
        }

        private static async ValueTask<bool> NextAsync(IAsyncEnumerator<GrainReply> replies, CancellationToken token)
        {
            try
            {
                return await replies.MoveNextAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (ClusterFailures.TranslateStream(exception, token) is { } translated)
            {
                throw translated;
            }
        }
    }

    private sealed class Shapes(Func<ICallOrigin?>? origin) : IGrainShapes<GridMethod<TGrain>>
    {
        public GridMethod<TGrain> OfTask(GrainSignature signature) => new TaskMethod(signature, origin);

        public GridMethod<TGrain> OfResult<T>(GrainSignature signature) => new TaskMethod<T>(signature, origin);

        public GridMethod<TGrain> OfStream<T>(GrainSignature signature) => new StreamMethod<T>(signature, origin);
    }
}
