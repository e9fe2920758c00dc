using FencyGrid.Contracts;

namespace FencyGrid.Compliance.Engine.Grains;

/// <summary>A grain that calls others of its kind.</summary>
public interface IRouteGrain : IGridGrain
{
    /// <summary>Calls the first key, which calls the next, and so on; answers how many grains were visited.</summary>
    Task<int> FollowAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>As <see cref="FollowAsync"/>, but the last of the keys is read beside its turns.</summary>
    Task<int> FollowThenReadAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Follows both routes at the same time.</summary>
    Task<int> ForkAsync(IReadOnlyList<string> left, IReadOnlyList<string> right, CancellationToken cancellationToken);

    /// <summary>As <see cref="FollowAsync"/>, but the first key is visited by its stream.</summary>
    Task<int> FollowStreamAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Yields what following the route answers.</summary>
    IAsyncEnumerable<int> StreamAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Waits at the gate, then follows the route.</summary>
    Task<int> FollowBehindGateAsync(string gateId, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>Returns at once; what it leaves running waits at the gate, then calls this same grain, then passes the second gate.</summary>
    Task CallSelfLaterAsync(string gateId, string doneGateId, CancellationToken cancellationToken);

    [Interleaves]
    Task<int> ReadAsync(CancellationToken cancellationToken);
}
