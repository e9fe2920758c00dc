using System.Runtime.CompilerServices;
using FencyGrid.Contracts;
using FencyGrid.Grains.Engine;

namespace FencyGrid.Compliance.Engine.Grains;

public class RouteGrain(GrainContext context, IGrid grid) : Grain(context), IRouteGrain
{
    public override async Task ActivateAsync(CancellationToken cancellationToken)
    {
        if (ProbeStore.Of(OrganizationId).ActivationRoutes.TryGetValue(Key.Value, out var keys))
        {
            await FollowAsync(keys, cancellationToken);
        }
    }

    public override Task DeactivateAsync(CancellationToken cancellationToken)
    {
        ProbeStore.Count(ProbeStore.Of(OrganizationId).Deactivations, Key.Value);
        return Task.CompletedTask;
    }

    public async Task<int> FollowAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        keys.Count == 0 ? 1 : 1 + await Next(keys).FollowAsync([.. keys.Skip(1)], cancellationToken);

    public async Task<int> FollowThenReadAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        1 + (keys.Count == 1 ? await Next(keys).ReadAsync(cancellationToken) : await Next(keys).FollowThenReadAsync([.. keys.Skip(1)], cancellationToken));

    public async Task<int> ForkAsync(IReadOnlyList<string> left, IReadOnlyList<string> right, CancellationToken cancellationToken)
    {
        var visited = await Task.WhenAll(FollowAsync(left, cancellationToken), FollowAsync(right, cancellationToken));
        return visited.Sum();
    }

    public async Task<int> FollowStreamAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var visited = 1;
        await foreach (var further in Next(keys).StreamAsync([.. keys.Skip(1)], cancellationToken))
        {
            visited += further;
        }

        return visited;
    }

    public async IAsyncEnumerable<int> StreamAsync(IReadOnlyList<string> keys, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return 0;
        yield return await FollowAsync(keys, cancellationToken);
    }

    public async Task<int> FollowBehindGateAsync(string gateId, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await Gate.PassAsync(gateId, cancellationToken);
        return await FollowAsync(keys, cancellationToken);
    }

    public Task CallSelfLaterAsync(string gateId, string doneGateId, CancellationToken cancellationToken)
    {
        _ = Task.Run(
            async () =>
            {
                await Gate.PassAsync(gateId, CancellationToken.None);
                await grid.Get<IRouteGrain>(Key).FollowAsync([], CancellationToken.None);
                await Gate.PassAsync(doneGateId, CancellationToken.None);
            },
            CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task<int> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(1);

    private IRouteGrain Next(IReadOnlyList<string> keys) => grid.Get<IRouteGrain>(GrainKey.Parse(keys[0]));
}
