using FencyGrid.Contracts;
using FencyGrid.Contracts.MemoryTypes;
using FencyGrid.Contracts.Sessions;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Sessions;

/// <inheritdoc cref="ISessionGrain"/>
public class SessionGrain(GrainContext context, IGrid grid, IStore store, ClientSessionOptions options, TimeProvider time) : Grain(context), ISessionGrain
{
    /// <summary>Each new session takes a few dead ones along, so that a busy organization's never pile up.</summary>
    private const int PruneAlong = 4;

    private readonly string _sessionId = context.Key.Part(1);

    public async Task<IssuedSession> CreateAsync(NewSession session, CancellationToken cancellationToken)
    {
        foreach (var access in session.GuardRails?.MemoryTypes ?? [])
        {
            // A session for a type that is not there would fail later, in the browser, where nobody can mend it.
            await grid.Get<IMemoryTypeGrain>(GrainKey.Of(OrganizationId, access.MemoryTypeId)).GetAsync(cancellationToken);
        }

        var now = time.Now();
        var token = AccessToken.Issue(_sessionId);
        var row = new SessionRow(
            OrganizationId, _sessionId, session.Type, AccessToken.HashOf(token), GridJson.Write(new SessionAllowance(session.TaskType, session.GuardRails)),
            now, now + options.TokenLifetime, UsedAt: null, Version: 1);
        await store.CommitAsync(
            new StoreTransaction().Insert(row).Add(new PruneSessions(OrganizationId, now - options.KeepExpired, PruneAlong)), cancellationToken);

        // Its token is found by its row.
        LeaveWhenIdle();
        return new IssuedSession(_sessionId, now, session.Type, token);
    }
}
