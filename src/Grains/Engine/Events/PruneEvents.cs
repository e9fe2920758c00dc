using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Grains.Engine.Events;

/// <summary>Takes events older than <paramref name="Before"/> out of the organization's log, at most <paramref name="Limit"/>, oldest first. What a consumer has not acknowledged stays.</summary>
public sealed record PruneEvents(string OrganizationId, DateTimeOffset Before, int Limit) : StoreChange;
