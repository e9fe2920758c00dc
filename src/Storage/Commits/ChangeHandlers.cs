using System.Collections.Frozen;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Embeddings;
using FencyGrid.Storage.Events;
using FencyGrid.Storage.Idempotency;
using FencyGrid.Storage.Memories;
using FencyGrid.Storage.Sessions;
using FencyGrid.Storage.Trees;
using FencyGrid.Storage.Webhooks;

namespace FencyGrid.Storage.Commits;

/// <summary>Every change that is not a plain row write. A feature adds its own here.</summary>
internal static class ChangeHandlers
{
    private static readonly FrozenDictionary<Type, ChangeHandler> ByChange =
        new ChangeHandler[]
        {
            new PublishEventHandler(),
            new AcknowledgeEventHandler(),
            new PruneEventsHandler(),
            new ReplaceChunksHandler(),
            new EraseMemoryHandler(),
            new EraseTreeHandler(),
            new EraseVectorsHandler(),
            new PutChunkVectorsHandler(),
            new EraseShardVectorsHandler(),
            new PruneSessionsHandler(),
            new AddDeliveryHandler(),
            new RecordAttemptHandler(),
            new ReplayDeliveryHandler(),
            new ReviveSubjectsHandler(),
            new EraseDeliveriesHandler(),
            new PruneDeliveriesHandler(),
            new SaveResponseHandler(),
            new PruneResponsesHandler(),
        }
            .ToFrozenDictionary(handler => handler.ChangeType);

    public static ChangeHandler Of(StoreChange change) =>
        ByChange.TryGetValue(change.GetType(), out var handler) ? handler : throw new NotSupportedException($"No handler is declared for the change {change.GetType().Name}.");
}
