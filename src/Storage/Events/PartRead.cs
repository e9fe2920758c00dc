namespace FencyGrid.Storage.Events;

/// <summary>What one of several relays asks of the outbox, for one consumer.</summary>
/// <param name="Part">Of <paramref name="Parts"/>, from 0: the subjects whose events it is.</param>
internal sealed record PartRead(string Consumer, int Part, int Parts, long AfterPosition, int Limit);
