namespace FencyGrid.Storage.Webhooks;

/// <summary>Which webhooks an event is for.</summary>
internal static class WantedEvents
{
    /// <summary>A condition on a row of <c>webhooks</c>. An event type's characters mean nothing to LIKE, nor to JSON.</summary>
    /// <param name="type">The parameter with the event's type.</param>
    /// <param name="enabled">The parameter that is true: the databases write it differently.</param>
    public static string Condition(string type, string enabled) => $"enabled = {enabled} AND event_types LIKE '%\"' || {type} || '\"%'";
}
