using System.Net;
using FencyGrid.Compliance.Time;
using FencyGrid.Contracts;
using FencyGrid.Silo.Membership;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace FencyGrid.Silo.Tests.Membership;

public sealed class SiloLeaseTests : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(0.5);
    private static readonly SiloAddress Address = SiloAddress.New(IPAddress.Loopback, 11111, 1);

    private readonly ManualTimeProvider _time = new();
    private readonly SiloLifecycleSubject _lifecycle = new(NullLogger<SiloLifecycleSubject>.Instance);
    private readonly FakeTable _table = new();
    private readonly SiloLease _lease;

    public SiloLeaseTests()
    {
        _lease = new SiloLease(_table, new Silo(), _time, NullLogger<SiloLease>.Instance);
        ((ILifecycleParticipant<ISiloLifecycle>)_lease).Participate(_lifecycle);
    }

    public async ValueTask DisposeAsync()
    {
        await _lifecycle.OnStop(CancellationToken.None);
        _lease.Dispose();
    }

    [Fact]
    public async Task A_silo_that_is_told_that_it_lives_answers()
    {
        await _lifecycle.OnStart(CancellationToken.None);

        for (var ask = 0; ask < 10; ask++)
        {
            await NextAskAsync();
        }

        _lease.Check();
        _lease.NotReady.ShouldBeNull();
    }

    [Fact]
    public async Task A_silo_that_has_heard_nothing_for_two_seconds_refuses_calls_until_it_hears_again()
    {
        await _lifecycle.OnStart(CancellationToken.None);
        _table.Hang();
        await NextAskAsync();

        _time.Advance(TimeSpan.FromSeconds(1.5));
        _lease.Check();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Should.Throw<RetryableException>(_lease.Check);
        _lease.NotReady.ShouldNotBeNull();

        // What comes so late says what was so when it was asked.
        _time.Advance(TimeSpan.FromSeconds(1));
        _table.GoOn();
        await _time.WaitForTimerAsync(Period);
        Should.Throw<RetryableException>(_lease.Check);

        await NextAskAsync();
        await _time.WaitForTimerAsync(Period);
        _lease.Check();
        _lease.NotReady.ShouldBeNull();
    }

    [Fact]
    public async Task While_one_question_hangs_no_other_is_asked()
    {
        await _lifecycle.OnStart(CancellationToken.None);
        _table.Hang();
        await NextAskAsync();
        var asked = _table.Asked;

        for (var second = 0; second < 60; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        _table.Asked.ShouldBe(asked);
        _table.GoOn();
    }

    [Fact]
    public async Task A_question_that_fails_is_asked_again()
    {
        await _lifecycle.OnStart(CancellationToken.None);
        _table.Fail();
        for (var ask = 0; ask < 5; ask++)
        {
            await NextAskAsync();
        }

        Should.Throw<RetryableException>(_lease.Check);

        _table.GoOn();
        await NextAskAsync();
        await _time.WaitForTimerAsync(Period);
        _lease.Check();
    }

    [Fact]
    public async Task A_silo_that_was_declared_dead_answers_no_more_whatever_it_hears_later()
    {
        await _lifecycle.OnStart(CancellationToken.None);
        _table.Status = SiloStatus.Dead;
        await NextAskAsync();
        await _time.WaitForTimerAsync(Period);

        Should.Throw<RetryableException>(_lease.Check);
        _table.Status = SiloStatus.Active;
        await NextAskAsync();
        await _time.WaitForTimerAsync(Period);

        Should.Throw<RetryableException>(_lease.Check);
    }

    [Fact]
    public async Task A_silo_stops_although_a_question_hangs()
    {
        await _lifecycle.OnStart(CancellationToken.None);
        _table.Hang();
        await NextAskAsync();

        await _lifecycle.OnStop(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    private async Task NextAskAsync()
    {
        await _time.WaitForTimerAsync(Period);
        var next = _table.NextAsked;
        _time.Advance(Period);
        await next;
    }

    private sealed class Silo : ILocalSiloDetails
    {
        public string Name => "silo";

        public string ClusterId => "cluster";

        public string DnsHostName => "localhost";

        public SiloAddress SiloAddress => Address;

        public SiloAddress GatewayAddress => Address;
    }

    /// <summary>A membership table that knows one silo, and answers when it is told to.</summary>
    private sealed class FakeTable : IMembershipTable
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource? _answer;

        public SiloStatus Status { get; set; } = SiloStatus.Active;

        public int Asked { get; private set; }

        /// <summary>Completes with the next question.</summary>
        public Task NextAsked
        {
            get
            {
                lock (_lock)
                {
                    return _asked.Task;
                }
            }
        }

        public void Hang()
        {
            lock (_lock)
            {
                _answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        public void Fail()
        {
            Hang();
            _answer!.SetException(new IOException("The database is away."));
        }

        public void GoOn()
        {
            lock (_lock)
            {
                _answer?.TrySetResult();
                _answer = null;
            }
        }

        public async Task<MembershipTableData> ReadRow(SiloAddress key)
        {
            Task answer;
            lock (_lock)
            {
                Asked++;
                _asked.SetResult();
                _asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                answer = _answer?.Task ?? Task.CompletedTask;
            }

            await answer;
            return new MembershipTableData(Tuple.Create(new MembershipEntry { SiloAddress = Address, Status = Status }, "etag"), new TableVersion(1, "1"));
        }

        public Task InitializeMembershipTable(bool tryInitTableVersion) => throw new NotSupportedException();

        public Task DeleteMembershipTableEntries(string clusterId) => throw new NotSupportedException();

        public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => throw new NotSupportedException();

        public Task<MembershipTableData> ReadAll() => throw new NotSupportedException();

        public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => throw new NotSupportedException();

        public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => throw new NotSupportedException();

        public Task UpdateIAmAlive(MembershipEntry entry) => throw new NotSupportedException();
    }
}
