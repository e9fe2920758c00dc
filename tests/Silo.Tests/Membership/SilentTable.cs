using Orleans.Runtime;

namespace FencyGrid.Silo.Tests.Membership;

/// <summary>A cluster's table as a silo sees it that has lost touch: while it is silent, what is asked about a silo is not answered.</summary>
internal sealed class SilentTable(IMembershipTable table, Func<bool> isSilent) : IMembershipTable
{
    public async Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        var rows = await table.ReadRow(key);
        return isSilent() ? await new TaskCompletionSource<MembershipTableData>().Task : rows;
    }

    public Task InitializeMembershipTable(bool tryInitTableVersion) => throw new NotSupportedException();

    public Task DeleteMembershipTableEntries(string clusterId) => throw new NotSupportedException();

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => throw new NotSupportedException();

    public Task<MembershipTableData> ReadAll() => throw new NotSupportedException();

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => throw new NotSupportedException();

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => throw new NotSupportedException();

    public Task UpdateIAmAlive(MembershipEntry entry) => throw new NotSupportedException();
}
