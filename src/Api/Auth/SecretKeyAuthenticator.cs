using System.Security.Cryptography;
using System.Text;
using FencyGrid.Api.Http;
using FencyGrid.Contracts.Organizations;
using FencyGrid.Grains.Organizations;
using Microsoft.Extensions.Primitives;

namespace FencyGrid.Api.Auth;

/// <summary>Finds the caller of a bearer secret key. The organization comes from the key alone.</summary>
public sealed class SecretKeyAuthenticator(IOrganizationQueries queries, KeyCache cache)
{
    private const string Scheme = "Bearer ";
    private const int MaxKeyLength = 256;
    private const int HashLength = 64;

    /// <exception cref="RefusedException">401: there is no key, or it opens nothing here.</exception>
    public ValueTask<Caller> AuthenticateAsync(StringValues authorization, CancellationToken cancellationToken)
    {
        var key = SecretKeyOf(authorization);
        Span<char> hash = stackalloc char[HashLength];
        Hash(key, hash);
        return cache.TryGet(hash, out var caller) ? new ValueTask<Caller>(caller) : FindAsync(hash.ToString(), ApiKeyKind.Secret, cancellationToken);
    }

    /// <exception cref="RefusedException">401: there is no key, or it opens nothing here.</exception>
    public ValueTask<Caller> AuthenticatePublishableAsync(StringValues header, CancellationToken cancellationToken)
    {
        if (header is not [{ Length: > 0 } key])
        {
            throw Refused("No key was given. Send a publishable key (pk_…) in the header X-Fency-Publishable-Key.");
        }

        if (!key.StartsWith("pk_", StringComparison.Ordinal) || key.Length > MaxKeyLength)
        {
            throw Refused("The key is not valid: a publishable key starts with 'pk_'. A secret key must never be in a browser; replace it if it was.");
        }

        // A key's kind is in its first letters and so in its hash: the two kinds share the cache without being taken for each other.
        Span<char> hash = stackalloc char[HashLength];
        Hash(key, hash);
        return cache.TryGet(hash, out var caller) ? new ValueTask<Caller>(caller) : FindAsync(hash.ToString(), ApiKeyKind.Publishable, cancellationToken);
    }

    private async ValueTask<Caller> FindAsync(string hash, ApiKeyKind kind, CancellationToken cancellationToken)
    {
        var generation = cache.Generation;
        var row = await queries.FindKeyAsync(hash, cancellationToken);

        // The lookup is by hash, so its timing tells nothing of a key; the comparison keeps that true of any store's collation.
        if (row is null
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(row.Hash), Encoding.ASCII.GetBytes(hash))
            || row.Kind != kind
            || row.RevokedAt is not null)
        {
            throw Refused("The key is not valid: it is unknown or has been revoked.");
        }

        var caller = new Caller(row.OrganizationId, row.Id, row.IsOperator, row.UserId);
        cache.Add(hash, caller, generation);
        return caller;
    }

    private static ReadOnlySpan<char> SecretKeyOf(StringValues authorization)
    {
        if (authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw Refused("No key was given. Send a secret key as 'Authorization: Bearer sk_…'.");
        }

        var key = header.AsSpan(Scheme.Length).Trim();
        if (key.StartsWith("pk_"))
        {
            throw Refused("This needs a secret key (sk_…); a publishable key (pk_…) was given.");
        }

        return key.StartsWith("sk_") && key.Length <= MaxKeyLength ? key : throw Refused("The key is not valid: a secret key starts with 'sk_'.");
    }

    /// <summary>Equal to <see cref="ApiKeyHash.Of"/>, without allocations.</summary>
    private static void Hash(ReadOnlySpan<char> key, Span<char> hash)
    {
        Span<byte> bytes = stackalloc byte[3 * MaxKeyLength];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetBytes(key, bytes);
        SHA256.HashData(bytes[..length], digest);
        Convert.TryToHexStringLower(digest, hash, out _);
    }

    private static RefusedException Refused(string message) => new(StatusCodes.Status401Unauthorized, ErrorCodes.Unauthorized, message);
}
