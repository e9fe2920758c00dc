using System.Globalization;
using System.Runtime.CompilerServices;
using FencyGrid.Contracts;
using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Contracts.Sessions;
using FencyGrid.Contracts.Streams;
using FencyGrid.Grains.AgentTasks;
using FencyGrid.Grains.AgentTasks.Runs;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Sessions;

namespace FencyGrid.Grains.Streams;

/// <inheritdoc cref="IStreamGrain"/>
public class StreamGrain(
    GrainContext context,
    IStore store,
    IStreamQueries streams,
    IAgentTaskQueries tasks,
    AgentTaskViews views,
    ClientTokens tokens,
    StreamOptions options,
    TimeProvider time) : Grain(context), IStreamGrain
{
    private readonly string _streamId = context.Key.Part(1);
    private readonly StreamLog _log = new(options.MaxKeptCharacters);

    /// <summary>Tells this activation's positions from an earlier one's, whose contents are gone.</summary>
    private readonly string _epoch = time.GetUtcNow().UtcTicks.ToString("x", CultureInfo.InvariantCulture);

    private volatile StreamRow? _row;

    public override long ResidentBytes => 2048 + (2 * _log.Weight);

    public override async Task ActivateAsync(CancellationToken cancellationToken)
    {
        _row = await streams.FindAsync(OrganizationId, _streamId, cancellationToken);
        if (_row is { } row && row.ExpiresAt > time.GetUtcNow())
        {
            await RecallAsync(row, cancellationToken);
        }
    }

    public async Task<OpenedStream> CreateAsync(string clientToken, CancellationToken cancellationToken)
    {
        if (_row is not null)
        {
            throw new StateConflictException($"A stream with id '{_streamId}' already exists.");
        }

        var session = await tokens.FindAsync(OrganizationId, clientToken, SessionType.CreateStream, cancellationToken);
        var now = time.Now();
        var token = AccessToken.Issue(_streamId);
        var row = new StreamRow(OrganizationId, _streamId, AccessToken.HashOf(token), now, now + options.Lifetime);
        await store.CommitAsync(tokens.Use(new StoreTransaction().Insert(row), session), cancellationToken);
        _row = row;
        return new OpenedStream(_streamId, now, token);
    }

    public Task<bool> AuthorizeAsync(string streamToken, CancellationToken cancellationToken) =>
        Task.FromResult(Authorized(streamToken).ExpiresAt > time.GetUtcNow());

    public Task PublishAsync(ProgressItem item, CancellationToken cancellationToken)
    {
        // A stream that has ended has no reader any more and gets none.
        if (Existing().ExpiresAt > time.GetUtcNow())
        {
            _log.Publish(item);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<StreamItem> ReadAsync(string streamToken, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var row = Authorized(streamToken);
        var position = PositionOf(after);
        var remaining = row.ExpiresAt - time.GetUtcNow();
        if (remaining <= TimeSpan.Zero)
        {
            yield break;
        }

        using var ending = new CancellationTokenSource(remaining, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending.Token);
        var isOver = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = over.Token.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), isOver);
        while (!over.IsCancellationRequested)
        {
            var items = _log.ReadAfter(ref position);
            for (var i = 0; i < items.Count; i++)
            {
                yield return new StreamItem(i == items.Count - 1 ? Write(position) : null, items[i].Item, items[i].CreatedAt);
            }

            // Asked for the next one: the reader is through with those before.
            _log.Delivered(position);
            await Task.WhenAny(_log.ChangedAfter(position), isOver.Task);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// What an earlier activation kept is gone with it. A task that is in progress is run again and tells the stream all anew; one that has
    /// ended never would, and its client may not have heard of the end.
    /// </summary>
    private async Task RecallAsync(StreamRow row, CancellationToken cancellationToken)
    {
        foreach (var task in await tasks.ListOfStreamAsync(OrganizationId, _streamId, row.CreatedAt, cancellationToken))
        {
            if (task.Row.CompletedAt is { } endedAt)
            {
                var end = views.End(task.Row, new AgentTaskOutcome(AgentTaskViews.PartsOf(task), task.Row.FailureReason));
                _log.Publish(TaskProgress.ItemOf(task.Row, TaskProgress.End, endedAt, end));
            }
        }
    }

    private StreamRow Existing() => _row ?? throw NotFoundException.Of("stream", _streamId);

    private StreamRow Authorized(string token)
    {
        var row = Existing();
        return AccessToken.Matches(token, row.TokenHash) ? row : throw new UnauthorizedException("The stream token is not valid for this stream.");
    }

    private string Write(long position) => string.Create(CultureInfo.InvariantCulture, $"{_epoch}-{position}");

    private long PositionOf(string? after) =>
        after?.Split('-') is [var epoch, var position] && epoch == _epoch && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
