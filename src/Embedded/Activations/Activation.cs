using FencyGrid.Grains.Engine;

namespace FencyGrid.Embedded.Activations;

/// <summary>One grain in memory, from its activation until it is dropped.</summary>
internal sealed class Activation(Grain grain)
{
    private static readonly CancellationTokenSource AlreadyDropped = CreateCancelled();
    private CancellationTokenSource? _streams;

    public Grain Grain => grain;

    /// <summary>Signalled when the activation is dropped. Costs nothing until a stream asks for it.</summary>
    public CancellationToken Dropped
    {
        get
        {
            if (Volatile.Read(ref _streams) is null)
            {
                Interlocked.CompareExchange(ref _streams, new CancellationTokenSource(), null);
            }

            return _streams!.Token;
        }
    }

    /// <summary>Ends the streams, on other threads than the one that drops the activation.</summary>
    public void Drop() => _ = Interlocked.Exchange(ref _streams, AlreadyDropped)?.CancelAsync();

    private static CancellationTokenSource CreateCancelled()
    {
        var source = new CancellationTokenSource();
        source.Cancel();
        return source;
    }
}
