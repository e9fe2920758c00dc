using FencyGrid.Grains.Organizations;
using FencyGrid.Storage.Mapping;
using FencyGrid.Storage.Reads;

namespace FencyGrid.Storage.Organizations;

internal sealed class OrganizationQueries(StoreReader reader) : IOrganizationQueries
{
    private static readonly string FindSql = $"SELECT {Tables.Organizations.Select} FROM organizations WHERE organization_id = @organizationId";
    private static readonly string ListKeysSql = $"SELECT {Tables.ApiKeys.Select} FROM api_keys WHERE organization_id = @organizationId ORDER BY created_at, id";
    private static readonly string FindKeySql = $"SELECT {Tables.ApiKeys.Select} FROM api_keys WHERE hash = @hash";

    // A key says which organization it is of; there is none to ask by before it is found.
    private readonly StoreReader _keys = reader.Across("api_keys");

    public Task<OrganizationRow?> FindAsync(string organizationId, CancellationToken cancellationToken) =>
        reader.FindAsync(FindSql, new { organizationId }, Tables.Organizations.Read, cancellationToken);

    public Task<IReadOnlyList<ApiKeyRow>> ListKeysAsync(string organizationId, CancellationToken cancellationToken) =>
        reader.ListAsync(ListKeysSql, new { organizationId }, Tables.ApiKeys.Read, cancellationToken);

    public Task<ApiKeyRow?> FindKeyAsync(string hash, CancellationToken cancellationToken) =>
        _keys.FindAsync(FindKeySql, new { hash }, Tables.ApiKeys.Read, cancellationToken);

    public Task<bool> AnyKeyAsync(CancellationToken cancellationToken) =>
        _keys.FindAsync("SELECT 1 FROM api_keys LIMIT 1", new { }, _ => true, cancellationToken);
}
