using System.Globalization;
using FencyGrid.Grains.Engine.Events;
using Orleans.BroadcastChannel;

namespace FencyGrid.Silo.Relay.Streams;

/// <summary>
/// The streams from the relays to the consumers: Orleans' broadcast channels, a namespace for each consumer. They hold nothing: publishing
/// returns when the subscriber is done, or throws what it threw, and the outbox is the queue.
/// </summary>
internal static class EventStreams
{
    public const string Provider = "events";

    /// <summary>Under this name an exception's data says after how many ticks a deferred event is to come again.</summary>
    public const string PauseKey = "fencygrid.pause";

    /// <summary>Subjects share so many subscribers of each consumer, spread over the silos.</summary>
    private const int Keys = 256;

    public static ChannelId IdOf(string consumer, GridEvent gridEvent) =>
        ChannelId.Create(consumer, (Hash(gridEvent.OrganizationId, gridEvent.Subject) % Keys).ToString(CultureInfo.InvariantCulture));

    // FNV-1a: the same in every process, which string.GetHashCode is not.
    private static uint Hash(string organizationId, string subject)
    {
        var hash = 2166136261;
        foreach (var letter in organizationId.AsSpan())
        {
            hash = (hash ^ letter) * 16777619;
        }

        foreach (var letter in subject.AsSpan())
        {
            hash = (hash ^ letter) * 16777619;
        }

        return hash;
    }
}
