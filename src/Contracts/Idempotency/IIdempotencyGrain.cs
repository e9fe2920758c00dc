namespace FencyGrid.Contracts.Idempotency;

/// <summary>
/// One idempotency key on one route: lets one request through and remembers its answer for a day.
/// Key: organization / route / key.
/// </summary>
public interface IIdempotencyGrain : IGridGrain
{
    /// <summary>Asks whether the request is to be carried out. Who gets a claim completes or releases it.</summary>
    /// <param name="fingerprint">Tells one body from another.</param>
    Task<IdempotencyAnswer> ClaimAsync(string fingerprint, CancellationToken cancellationToken);

    /// <summary>The request was carried out: repeats get this answer.</summary>
    Task CompleteAsync(string claimId, StoredResponse response, CancellationToken cancellationToken);

    /// <summary>The request came to nothing: it may be tried again.</summary>
    Task ReleaseAsync(string claimId, CancellationToken cancellationToken);
}

public enum IdempotencyVerdict
{
    /// <summary>Nobody has used the key: carry the request out.</summary>
    Execute,

    /// <summary>The request was carried out before: give its answer.</summary>
    Repeat,

    /// <summary>The request was carried out before, but its answer is gone with a memory that was deleted since, or was too large to keep.</summary>
    AnswerGone,

    /// <summary>The key was used with another body.</summary>
    OtherBody,

    /// <summary>The same request is being carried out.</summary>
    UnderWay,
}

/// <param name="ClaimId">Set to complete or release by when the verdict is <see cref="IdempotencyVerdict.Execute"/>.</param>
/// <param name="Response">Set when the verdict is <see cref="IdempotencyVerdict.Repeat"/>.</param>
public sealed record IdempotencyAnswer(IdempotencyVerdict Verdict, string? ClaimId = null, StoredResponse? Response = null);

/// <param name="Body">The answer, encrypted: nothing below the front end reads it.</param>
/// <param name="MemoryIds">The memories whose words the body may hold: it goes when one of them is deleted.</param>
public sealed record StoredResponse(int Status, string Body, IReadOnlyList<string> MemoryIds);
