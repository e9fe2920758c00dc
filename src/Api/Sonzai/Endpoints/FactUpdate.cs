using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Endpoints;

/// <summary>
/// Changes a fact as it stands now. A text that differs makes a new version with an id of its own, so of two updates of one fact at once
/// the second finds its fact superseded: it then applies to the version that the first one made.
/// </summary>
internal static class FactUpdate
{
    /// <summary>So often others may get in between before the caller has to try again.</summary>
    private const int MaxTries = 16;

    public static async Task<Fact> ApplyAsync(IMemoryTrees trees, string organizationId, ItemRef fact, ItemChange change, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var current = await CurrentAsync(trees, organizationId, fact, cancellationToken);
            if (change == new ItemChange())
            {
                return current;
            }

            try
            {
                var changed = (Fact)await trees.UpdateAsync(organizationId, fact with { Id = current.Id }, change, cancellationToken);
                if (tries == MaxTries || current.State != ItemState.Active || changed.State != ItemState.Superseded)
                {
                    return changed;
                }

                // It lost its place before the change reached it: the newer version must not miss it.
            }
            catch (StateConflictException) when (tries < MaxTries && current.State == ItemState.Active)
            {
                // It was active when it was read; now there is a newer one.
            }
        }
    }

    private static async Task<Fact> CurrentAsync(IMemoryTrees trees, string organizationId, ItemRef fact, CancellationToken cancellationToken)
    {
        var asked = fact.Id;
        while (true)
        {
            var item = await trees.GetAsync(organizationId, fact, cancellationToken) as Fact ?? throw NotFoundException.Of("fact", asked);
            if (item is not { State: ItemState.Superseded, SupersededById: { } newer })
            {
                return item;
            }

            fact = fact with { Id = newer };
        }
    }
}
