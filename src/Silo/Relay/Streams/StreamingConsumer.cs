using FencyGrid.Grains.Engine.Events;
using Orleans.BroadcastChannel;

namespace FencyGrid.Silo.Relay.Streams;

/// <summary>Stands for a consumer in a relay: publishes the event to the consumer's stream and waits for its subscriber.</summary>
internal sealed class StreamingConsumer(IEventConsumer consumer, IBroadcastChannelProvider streams) : IEventConsumer
{
    public string Name => consumer.Name;

    public int? Concurrency => consumer.Concurrency;

    public async Task ConsumeAsync(GridEvent gridEvent, int attempt, CancellationToken cancellationToken)
    {
        var stream = streams.GetChannelWriter<StreamedEvent>(EventStreams.IdOf(Name, gridEvent));
        try
        {
            await stream.Publish(StreamedEvent.Of(gridEvent, Name, attempt)).WaitAsync(cancellationToken);
        }
        catch (AggregateException failures) when (FindPause(failures) is { } pause)
        {
            throw new EventDeferredException(pause);
        }
    }

    private static TimeSpan? FindPause(AggregateException failures) =>
        failures.Flatten().InnerExceptions.Select(failure => failure.Data[EventStreams.PauseKey]).OfType<long>().Select(ticks => (TimeSpan?)TimeSpan.FromTicks(ticks)).FirstOrDefault();
}
