namespace FencyGrid.Grains.Engine.Events;

/// <summary>
/// A consumer is not done with an event and nothing is wrong: it is to be handed over again after <paramref name="pause"/>, also when another
/// transaction has acknowledged it meanwhile. That is no failed attempt. It holds back later events of the same subject only.
/// </summary>
public sealed class EventDeferredException(TimeSpan pause) : Exception("The event is to be handed over again later.")
{
    public TimeSpan Pause => pause;
}
