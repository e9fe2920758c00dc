using FencyGrid.Grains.Embeddings;
using FencyGrid.Storage.Commits;

namespace FencyGrid.Storage.Embeddings;

internal sealed class EraseVectorsHandler : ChangeHandler<EraseVectors>
{
    public static readonly WriteStatement DeleteAll = new(
        "DELETE FROM vectors WHERE organization_id = @organization_id AND owner_id = @owner_id",
        "organization_id", "owner_id");

    private static readonly WriteStatement DeleteItem = new(
        "DELETE FROM vectors WHERE organization_id = @organization_id AND owner_id = @owner_id AND item_id = @item_id",
        "organization_id", "owner_id", "item_id");

    private static readonly WriteStatement DeleteModel = new(
        "DELETE FROM vectors WHERE organization_id = @organization_id AND owner_id = @owner_id AND model = @model",
        "organization_id", "owner_id", "model");

    protected override async ValueTask WriteAsync(EraseVectors change, WriteSession session)
    {
        if (change.Model is not null)
        {
            await session.EraseAsync(DeleteModel, change.OrganizationId, change.OwnerId, change.Model);
            return;
        }

        if (change.ItemIds is null)
        {
            await session.EraseAsync(DeleteAll, change.OrganizationId, change.OwnerId);
            return;
        }

        foreach (var itemId in change.ItemIds)
        {
            await session.EraseAsync(DeleteItem, change.OrganizationId, change.OwnerId, itemId);
        }
    }
}
