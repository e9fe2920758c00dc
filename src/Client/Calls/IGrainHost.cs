using FencyGrid.Client.Wire;

namespace FencyGrid.Client.Calls;

/// <summary>
/// The cluster's address of a grain of the interface <typeparamref name="TGrain"/>: Orleans decides in which silo it lives and brings calls
/// there; what a turn is, the engine in that silo decides.
/// </summary>
[Alias("fg.host`1")]
public interface IGrainHost<TGrain> : IGrainWithStringKey
{
    [Alias("call")]
    Task<GrainReply> CallAsync(GrainCall call, CancellationToken cancellationToken);

    /// <summary>A live stream: a reply for each item.</summary>
    [Alias("stream")]
    IAsyncEnumerable<GrainReply> StreamAsync(GrainCall call, CancellationToken cancellationToken);
}
