using System.Globalization;
using FencyGrid.Storage.Postgres;
using Microsoft.Extensions.Options;

namespace FencyGrid.Silo.Membership;

/// <summary>
/// Has this silo's transactions check, in the database, that the cluster has not given the silo up. Row versions do not keep a commit that was
/// on its way when the silo was cut off from arriving later, when its grain has long been read elsewhere, and does not know of it.
/// </summary>
internal sealed class CommitFence(IServiceProvider services, IOptions<GridClusterOptions> options) : IConfigureOptions<PostgresStoreOptions>
{
    // Asked for once there are commits: the silo's details need what is configured here.
    private readonly Lazy<string> _condition = new(() => ConditionFor(options.Value.ClusterId, services.GetRequiredService<ILocalSiloDetails>().SiloAddress));

    public void Configure(PostgresStoreOptions store) => store.CommitCondition = () => _condition.Value;

    /// <param name="clusterId">Of letters, digits, '-', '_' and '.', as the options' validator sees to.</param>
    internal static string ConditionFor(string clusterId, SiloAddress silo) => string.Create(
        CultureInfo.InvariantCulture,
        $"NOT EXISTS (SELECT 1 FROM orleansmembershiptable WHERE deploymentid = '{clusterId}' AND address = '{silo.Endpoint.Address}' AND port = {silo.Endpoint.Port} AND generation = {silo.Generation} AND status = {(int)SiloStatus.Dead})");
}
