using FencyGrid.Contracts;
using Orleans.Runtime;

namespace FencyGrid.Client.Calls;

/// <summary>What failures of the cluster, not of the grain, mean to the caller.</summary>
internal static class ClusterFailures
{
    /// <summary>The pause before a call is repeated; each further one is twice as long.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>With the ones before it, long enough for a silo that does not answer to be out of the cluster.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(3200);

    /// <summary>Null for what is to reach the caller as it is.</summary>
    public static Exception? Translate(Exception exception, CancellationToken token) => exception switch
    {
        OperationCanceledException when token.IsCancellationRequested => null,
        SiloUnavailableException => new UncertainOutcomeException("The silo that the grain lived in went away during the call. Read before writing again: whether the call was carried out is not known.", exception),
        TimeoutException => new UncertainOutcomeException("The grain did not answer in time. Read before writing again: whether the call was or will be carried out is not known.", exception),
        OperationCanceledException or ObjectDisposedException => new RetryableException("The silo is shutting down; call again.", exception),
        OrleansMessageRejectionException or ClientNotAvailableException or GatewayTooBusyException => new RetryableException("The cluster could not take the call; call again.", exception),
        _ => null,
    };

    /// <summary>A stream that ends before its time can be opened again, whatever ended it.</summary>
    public static Exception? TranslateStream(Exception exception, CancellationToken token) => exception switch
    {
        EnumerationAbortedException => new RetryableException("The stream was cut off because its grain moved. Open it again.", exception),
        _ => Translate(exception, token) is UncertainOutcomeException lost ? new RetryableException("The stream was cut off because its silo went away. Open it again.", lost) : Translate(exception, token),
    };

    /// <summary>Whether to repeat the call: it was certainly not carried out, or it only reads.</summary>
    public static bool MayRepeat(Exception exception, bool isRead) => exception switch
    {
        SiloUnavailableException => isRead,
        OrleansMessageRejectionException or ClientNotAvailableException or GatewayTooBusyException => true,
        _ => false,
    };
}
