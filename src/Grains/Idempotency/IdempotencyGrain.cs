using System.Security.Cryptography;
using System.Text;
using FencyGrid.Contracts.Idempotency;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Idempotency;

/// <inheritdoc cref="IIdempotencyGrain"/>
public class IdempotencyGrain(GrainContext context, IStore store, IIdempotencyQueries queries, TimeProvider time) : Grain(context), IIdempotencyGrain
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>After this time a claim counts as abandoned: its front end has died.</summary>
    public static readonly TimeSpan LongestClaim = TimeSpan.FromMinutes(5);

    /// <summary>In characters.</summary>
    private const int LargestBody = 4 * 1024 * 1024;

    private readonly string _id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{context.Key.Part(1)}\n{context.Key.Part(2)}")));

    // In memory only: a claim that dies with its process let nothing be acknowledged.
    private Claim? _claim;

    public async Task<IdempotencyAnswer> ClaimAsync(string fingerprint, CancellationToken cancellationToken)
    {
        var now = time.Now();

        // Read each time: a delete may have erased it.
        if (await queries.FindAsync(OrganizationId, _id, cancellationToken) is { } row && row.ExpiresAt > now)
        {
            // Nothing is in memory that the row does not hold.
            LeaveWhenIdle();
            return row switch
            {
                { Fingerprint: "" } => new IdempotencyAnswer(IdempotencyVerdict.AnswerGone),
                _ when row.Fingerprint != fingerprint => new IdempotencyAnswer(IdempotencyVerdict.OtherBody),
                { Body: { } body } => new IdempotencyAnswer(IdempotencyVerdict.Repeat, Response: new StoredResponse(row.Status, body, [])),
                _ => new IdempotencyAnswer(IdempotencyVerdict.AnswerGone),
            };
        }

        if (_claim is { } claim && claim.At + LongestClaim > now)
        {
            return new IdempotencyAnswer(claim.Fingerprint == fingerprint ? IdempotencyVerdict.UnderWay : IdempotencyVerdict.OtherBody);
        }

        _claim = new Claim(Guid.NewGuid().ToString("N"), fingerprint, now);
        return new IdempotencyAnswer(IdempotencyVerdict.Execute, _claim.Id);
    }

    public async Task CompleteAsync(string claimId, StoredResponse response, CancellationToken cancellationToken)
    {
        if (_claim?.Id != claimId)
        {
            return;
        }

        var row = new IdempotencyRow(
            OrganizationId, _id, _claim.Fingerprint, response.Status, response.Body.Length <= LargestBody ? response.Body : null, time.Now() + KeptFor);
        try
        {
            await store.CommitAsync(new StoreTransaction().Add(new SaveResponse(row, response.MemoryIds)), cancellationToken);
        }
        catch (MissingReferenceException)
        {
            // One of the memories was deleted meanwhile. That the request was carried out is remembered all the same.
            await store.CommitAsync(new StoreTransaction().Add(new SaveResponse(row with { Body = null, Fingerprint = "" }, [])), cancellationToken);
        }

        _claim = null;
        LeaveWhenIdle();
    }

    public Task ReleaseAsync(string claimId, CancellationToken cancellationToken)
    {
        if (_claim?.Id == claimId)
        {
            _claim = null;
        }

        return Task.CompletedTask;
    }

    private sealed record Claim(string Id, string Fingerprint, DateTimeOffset At);
}
