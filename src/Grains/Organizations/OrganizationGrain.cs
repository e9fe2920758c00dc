using System.Security.Cryptography;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Organizations;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Organizations;

/// <inheritdoc cref="IOrganizationGrain"/>
public class OrganizationGrain(GrainContext context, IStore store, IOrganizationQueries queries, TimeProvider time)
    : Grain(context), IOrganizationGrain
{
    /// <summary>A configured key must be hard to guess, since keys are hashed without a salt.</summary>
    private const int MinKeyLength = 16;
    private const int MaxKeyLength = 256;
    private const int HintLength = 7;

    private OrganizationRow? _row;

    public override async Task ActivateAsync(CancellationToken cancellationToken) =>
        _row = await queries.FindAsync(OrganizationId, cancellationToken);

    public async Task<Organization> CreateAsync(string name, CancellationToken cancellationToken)
    {
        if (_row is not null)
        {
            throw new StateConflictException($"An organization with id '{OrganizationId}' already exists.");
        }

        var row = new OrganizationRow(OrganizationId, name, time.Now(), Version: 1);
        await store.CommitAsync(new StoreTransaction().Insert(row), cancellationToken);
        _row = row;
        return View(row);
    }

    public Task<Organization> GetAsync(CancellationToken cancellationToken) => Task.FromResult(View(Existing()));

    public async Task<IssuedApiKey> IssueKeyAsync(ApiKeyKind kind, string name, bool isOperator, string? value, string? userId, CancellationToken cancellationToken)
    {
        Existing();
        var prefix = kind == ApiKeyKind.Secret ? "sk_" : "pk_";
        value ??= prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        if (!value.StartsWith(prefix, StringComparison.Ordinal) || value.Length is < MinKeyLength or > MaxKeyLength)
        {
            throw new InvalidRequestException(
                $"A {kind.ToString().ToLowerInvariant()} key starts with '{prefix}' and has {MinKeyLength} to {MaxKeyLength} characters.");
        }

        var row = new ApiKeyRow(
            OrganizationId, Ids.New(Ids.ApiKey), kind, name, value[..HintLength], ApiKeyHash.Of(value), isOperator, time.Now(), RevokedAt: null, userId, Version: 1);
        await store.CommitAsync(new StoreTransaction().Insert(row), cancellationToken);
        return new IssuedApiKey(View(row), value);
    }

    public async Task<IReadOnlyList<ApiKey>> ListKeysAsync(CancellationToken cancellationToken) =>
        [.. (await queries.ListKeysAsync(OrganizationId, cancellationToken)).Select(View)];

    public async Task RevokeKeyAsync(string keyId, CancellationToken cancellationToken)
    {
        var row = (await queries.ListKeysAsync(OrganizationId, cancellationToken)).FirstOrDefault(key => key.Id == keyId)
            ?? throw NotFoundException.Of("key", keyId);
        if (row.RevokedAt is null)
        {
            await store.CommitAsync(new StoreTransaction().Update(row with { RevokedAt = time.Now() }), cancellationToken);
        }
    }

    private OrganizationRow Existing() => _row ?? throw NotFoundException.Of("organization", OrganizationId);

    private static Organization View(OrganizationRow row) => new(row.OrganizationId, row.Name, row.CreatedAt);

    private static ApiKey View(ApiKeyRow row) =>
        new(row.Id, row.OrganizationId, row.Kind, row.Name, row.Hint, row.IsOperator, row.CreatedAt, row.RevokedAt, row.UserId);
}
