using FencyGrid.Contracts;
using FencyGrid.Contracts.Sessions;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Sessions;

/// <summary>
/// Finds and uses up client tokens. Every call a client makes with one fetches a fresh one first, so a token is good for one use: the use
/// is written together with what it made, and of two that race, one loses by its row's version and then reads that it came too late.
/// </summary>
public sealed class ClientTokens(ISessionQueries sessions, TimeProvider time)
{
    /// <exception cref="UnauthorizedException">The token is unknown, expired or used.</exception>
    /// <exception cref="ForbiddenException">The token is of another purpose.</exception>
    public async Task<SessionRow> FindAsync(string organizationId, string token, SessionType purpose, CancellationToken cancellationToken)
    {
        var row = AccessToken.TryReadId(token, Ids.Session, out var id) ? await sessions.FindAsync(organizationId, id, cancellationToken) : null;
        if (row is null || !AccessToken.Matches(token, row.TokenHash))
        {
            throw new UnauthorizedException("The client token is not valid. Create a session (POST /v1/sessions) for a fresh one.");
        }

        if (row.ExpiresAt <= time.GetUtcNow())
        {
            throw new UnauthorizedException("The client token has expired. Create a session for a fresh one; FencyGrid:Sessions:TokenLifetime says how long one lives.");
        }

        if (row.Type != purpose)
        {
            throw new ForbiddenException($"The client token is of a session for {Describe(row.Type)}; this needs one for {Describe(purpose)}.");
        }

        return row.UsedAt is null ? row : throw new UnauthorizedException("The client token was used already; each is good for one use. Create a session for a fresh one.");
    }

    public static SessionAllowance AllowanceOf(SessionRow row) => GridJson.Read<SessionAllowance>(row.Allows);

    /// <summary>Adds the use to the transaction that does what the token allows.</summary>
    public StoreTransaction Use(StoreTransaction transaction, SessionRow row) => transaction.Update(row with { UsedAt = time.Now() });

    private static string Describe(SessionType type) => type switch
    {
        SessionType.CreateStream => "creating a stream",
        SessionType.CreateAgentTask => "creating an agent task",
        SessionType.CreateAgentTaskFileDownload => "downloading an agent task's file",
        _ => "a download link",
    };
}
