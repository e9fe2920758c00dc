using FencyGrid.Grains.Engine.Events;

namespace FencyGrid.Storage.Events;

/// <summary>A stretch of one consumer's entries, of all subjects.</summary>
internal sealed record OutboxScan(string Consumer, long AfterPosition, int Limit);

/// <param name="SubjectHash">What divides the subjects among the parts; not negative.</param>
internal sealed record ScannedEntry(string Consumer, int SubjectHash, OutboxEntry Entry);
