using System.Collections.Frozen;
using FencyGrid.Contracts;
using FencyGrid.Embedded.Activations;
using FencyGrid.Embedded.Calls;
using FencyGrid.Grains.Engine;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FencyGrid.Embedded;

/// <summary>
/// The in-process engine: every registered grain lives in this process, its truth in the store.
/// This part takes calls to their mailboxes; the other one starts and stops.
/// </summary>
public sealed partial class EmbeddedGrid : IGrid
{
    private readonly FrozenDictionary<Type, GrainType> _types;
    private readonly CrossingCalls _crossingCalls;
    private readonly ITimer _breaking;
    private long _callsUnderWay;

    public EmbeddedGrid(
        IEnumerable<GrainRegistration> registrations,
        IServiceProvider services,
        IOptions<EmbeddedGridOptions> options,
        TimeProvider time,
        ILogger<EmbeddedGrid> logger)
    {
        Services = services;
        Options = options.Value;
        Time = time;
        Logger = logger;
        Collector = new IdleCollector(Options, time);
        _crossingCalls = new CrossingCalls(time);
        _breaking = time.CreateTimer(static grid => ((EmbeddedGrid)grid!).BreakCircles(), this, CrossingCalls.Patience, CrossingCalls.Patience);

        // As with any other service, the last registration of an interface is the one that counts.
        _types = registrations.GroupBy(registration => registration.Interface)
            .ToFrozenDictionary(group => group.Key, group => new GrainType(this, group.Last()));
    }

    internal IServiceProvider Services { get; }

    internal EmbeddedGridOptions Options { get; }

    internal TimeProvider Time { get; }

    internal ILogger Logger { get; }

    internal IdleCollector Collector { get; }

    /// <summary>Null where this process is the whole grid.</summary>
    internal IGridHost? Host { get; set; }

    /// <summary>How many grains are in memory.</summary>
    public int GrainsInMemory => _types.Values.Sum(type => type.Mailboxes.Count());

    internal long CallsUnderWay => Interlocked.Read(ref _callsUnderWay);

    /// <summary>What the grains in memory say they hold, together, in bytes.</summary>
    public long ResidentBytes => Collector.ResidentBytes;

    public TGrain Get<TGrain>(GrainKey key)
        where TGrain : class, IGridGrain =>
        (TGrain)TypeOf(typeof(TGrain)).Reference(key);

    internal GrainType TypeOf(Type grainInterface) => _types.TryGetValue(grainInterface, out var type)
        ? type
        : throw new InvalidOperationException($"No grain is registered for {grainInterface.Name}. Register its class with AddGrain<{grainInterface.Name}, …>().");

    internal void Send(GrainKey key, Call call)
    {
        call.Caller = CallChain.Current;
        if (Refuse(call.Caller) is { } refused)
        {
            call.Fail(refused);
        }
        else if (call.CancellationToken.IsCancellationRequested)
        {
            call.Fail(Task.FromCanceled(call.CancellationToken));
        }
        else
        {
            call.ObserveCancellation();
            if (Post(key, call) is { } failure)
            {
                call.Fail(failure);
            }
        }
    }

    internal async Task<StreamLease> LeaseAsync(GrainKey key, GrainMethod method, CancellationToken cancellationToken)
    {
        var caller = CallChain.Current;
        try
        {
            if (Refuse(caller) is { } refused)
            {
                throw refused;
            }

            while (true)
            {
                var mailbox = method.Type.MailboxOf(key);
                if (CallChain.FindCycle(caller, mailbox, method.Name, CallKind.Read) is { } cycle)
                {
                    throw cycle;
                }

                var request = new StreamLease.Request(mailbox);
                switch (mailbox.PostRead(request))
                {
                    case PostResult.Accepted:
                        return await request.WaitAsync(cancellationToken);
                    case PostResult.Full:
                        throw TooManyCalls(mailbox, method);
                }
            }
        }
        finally
        {
            ExitCall();
        }
    }

    internal void ExitCall()
    {
        if (Interlocked.Decrement(ref _callsUnderWay) == 0 && _stopping)
        {
            _drained.TrySetResult();
        }
    }

    /// <summary>Counts the call as under way, and says whether it is one from outside that comes too late.</summary>
    private RetryableException? Refuse(CallChain? caller)
    {
        // Counted first: a call that does not see that the grid stops is seen by the stopping grid.
        Interlocked.Increment(ref _callsUnderWay);
        return _stopping && caller is null ? new RetryableException("The server is shutting down; call again once it is back.") : null;
    }

    private GridException? Post(GrainKey key, Call call)
    {
        var method = call.Method;
        var kind = method.Interleaves ? CallKind.Read : CallKind.Turn;
        while (true)
        {
            var mailbox = method.Type.MailboxOf(key);
            if (CallChain.FindCycle(call.Caller, mailbox, method.Name, kind) is { } cycle)
            {
                return cycle;
            }

            switch (kind == CallKind.Read ? mailbox.PostRead(call) : mailbox.Post(call))
            {
                case PostResult.Accepted when call.Caller is not null && mailbox.IsWaiting(call):
                    _crossingCalls.Watch(call, mailbox);
                    return null;
                case PostResult.Accepted:
                    return null;
                case PostResult.Full:
                    return TooManyCalls(mailbox, method);
            }
        }
    }

    private RetryableException TooManyCalls(Mailbox mailbox, GrainMethod method) =>
        new($"{mailbox.Describe(method.Name)} was refused: {Options.MailboxCapacity} calls wait for that grain already. Call again later.");
}
