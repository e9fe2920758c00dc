using FencyGrid.Grains.Engine.Events;
using Orleans.BroadcastChannel;
using Orleans.Concurrency;

namespace FencyGrid.Silo.Relay.Streams;

/// <summary>The key is a share of the subjects.</summary>
[Alias("fg.subscriber")]
internal interface IEventSubscriberGrain : IGrainWithStringKey;

/// <summary>
/// Hands the events of a share of the subjects to their consumers, in whichever silo it lives. The relay publishes a subject's next event
/// when this one is done, so subjects run beside each other here without losing their order.
/// </summary>
[ImplicitChannelSubscription(EventConsumers.Synchronize)]
[ImplicitChannelSubscription(EventConsumers.Contents)]
[ImplicitChannelSubscription(EventConsumers.AgentTasks)]
[ImplicitChannelSubscription(EventConsumers.Webhooks)]
[ImplicitChannelSubscription(EventConsumers.Consolidate)]
[Reentrant]
internal sealed class EventSubscriberGrain(IEnumerable<IEventConsumer> consumers) : Grain, IEventSubscriberGrain, IOnBroadcastChannelSubscribed
{
    private readonly Dictionary<string, IEventConsumer> _consumers = consumers.ToDictionary(consumer => consumer.Name);

    public Task OnSubscribed(IBroadcastChannelSubscription streamSubscription) => streamSubscription.Attach<StreamedEvent>(ConsumeAsync);

    private async Task ConsumeAsync(StreamedEvent streamed)
    {
        try
        {
            await _consumers[streamed.Consumer].ConsumeAsync(streamed.ToEvent(), streamed.Attempt, CancellationToken.None);
        }
        catch (EventDeferredException deferred)
        {
            // Of an exception's own properties nothing arrives in another silo; its data does.
            throw new InvalidOperationException(deferred.Message) { Data = { [EventStreams.PauseKey] = deferred.Pause.Ticks } };
        }
        catch (Exception exception) when (exception.GetType().Assembly != typeof(Exception).Assembly)
        {
            // Of a type that another silo's serializer may not know.
            throw new InvalidOperationException($"{exception.GetType().Name}: {exception.Message}");
        }
    }
}
