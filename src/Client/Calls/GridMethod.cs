using System.Reflection;
using System.Runtime.CompilerServices;
using FencyGrid.Client.Wire;
using FencyGrid.Contracts;

namespace FencyGrid.Client.Calls;

/// <summary>One method of a grain interface: how a reference sends it to where the grain lives.</summary>
internal abstract class GridMethod<TGrain>
    where TGrain : class, IGridGrain
{
    private readonly string _name;
    private readonly Func<ICallOrigin?>? _origin;
    private readonly Type[] _types;
    private readonly bool _hasToken;
    private readonly bool _isRead;

    protected GridMethod(MethodInfo method, Func<ICallOrigin?>? origin)
    {
        _name = method.Name;
        _isRead = method.IsDefined(typeof(InterleavesAttribute));
        _origin = origin;
        var types = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        _hasToken = types is [.., var last] && last == typeof(CancellationToken);
        _types = _hasToken ? types[..^1] : types;
    }

    /// <exception cref="ArgumentException">The method is not of a shape that a grain interface may have.</exception>
    public static GridMethod<TGrain> Of(MethodInfo method, Func<ICallOrigin?>? origin)
    {
        var result = method.ReturnType;
        if (result == typeof(Task))
        {
            return new TaskMethod(method, origin);
        }

        var shape = result.IsGenericType ? result.GetGenericTypeDefinition() : null;
        var open = shape == typeof(Task<>) ? typeof(TaskMethod<>)
            : shape == typeof(IAsyncEnumerable<>) ? typeof(StreamMethod<>)
            : throw new ArgumentException($"{method.DeclaringType!.Name}.{method.Name} returns {result.Name}; a grain's method returns Task, Task<T> or IAsyncEnumerable<T>.");
        return (GridMethod<TGrain>)Activator.CreateInstance(open.MakeGenericType(typeof(TGrain), result.GenericTypeArguments[0]), method, origin)!;
    }

    /// <summary>Sends the call; the result is what the interface's method returns.</summary>
    public abstract object Send(IGrainHost<TGrain> host, object?[] arguments);

    private CancellationToken TokenOf(object?[] arguments) => _hasToken ? (CancellationToken)arguments[^1]! : default;

    private GrainCall Call(object?[] arguments) => new(_name, _hasToken ? arguments[..^1] : arguments, _types, _origin?.Invoke());

    private async Task<GrainReply> CallAsync(IGrainHost<TGrain> host, object?[] arguments)
    {
        var token = TokenOf(arguments);
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

    private sealed class TaskMethod(MethodInfo method, Func<ICallOrigin?>? origin) : GridMethod<TGrain>(method, origin)
    {
        public override object Send(IGrainHost<TGrain> host, object?[] arguments) => SendAsync(host, arguments);

        private async Task SendAsync(IGrainHost<TGrain> host, object?[] arguments) => (await CallAsync(host, arguments).ConfigureAwait(false)).ThrowIfFailed();
    }

    private sealed class TaskMethod<T>(MethodInfo method, Func<ICallOrigin?>? origin) : GridMethod<TGrain>(method, origin)
    {
        public override object Send(IGrainHost<TGrain> host, object?[] arguments) => SendAsync(host, arguments);

        private async Task<T> SendAsync(IGrainHost<TGrain> host, object?[] arguments) => (await CallAsync(host, arguments).ConfigureAwait(false)).Read<T>();
    }

    private sealed class StreamMethod<T>(MethodInfo method, Func<ICallOrigin?>? origin) : GridMethod<TGrain>(method, origin)
    {
        public override object Send(IGrainHost<TGrain> host, object?[] arguments) => StreamAsync(host, arguments, default);

        private async IAsyncEnumerable<T> StreamAsync(IGrainHost<TGrain> host, object?[] arguments, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, TokenOf(arguments));
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
}
