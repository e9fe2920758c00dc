namespace FencyGrid.Grains.Engine.Events.Relay;

/// <summary>
/// The events of one consumer that are in memory, in a lane per subject: from the time they are read until their acknowledgement
/// is committed. Each is handed out once, and a lane hands out its next event only when the one before is done.
/// </summary>
internal sealed class EventBuffer(EventRelayOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string OrganizationId, string Subject), SubjectLane> _lanes = [];
    private readonly HashSet<string> _inMemory = [];
    private HashSet<string>? _forgottenDuringScan;

    /// <summary>How many more events there is room for.</summary>
    public int Room
    {
        get
        {
            lock (_gate)
            {
                return Math.Max(0, options.BufferedEvents - _inMemory.Count);
            }
        }
    }

    /// <returns>The lane, if it has been idle and now has work.</returns>
    public SubjectLane? Add(OutboxEntry entry)
    {
        lock (_gate)
        {
            if (_inMemory.Contains(entry.Event.Id) || _forgottenDuringScan?.Contains(entry.Event.Id) == true)
            {
                return null;
            }

            var subject = (entry.Event.OrganizationId, entry.Event.Subject);
            if (!_lanes.TryGetValue(subject, out var lane))
            {
                _lanes.Add(subject, lane = new SubjectLane());
            }

            // Once one event of the subject was left in the outbox, all later ones are, to keep their order.
            if (lane.HasLeft)
            {
                return null;
            }

            if (lane.Entries.Count >= options.BufferedEventsPerSubject)
            {
                lane.HasLeft = true;
                return null;
            }

            return Enqueue(lane, entry) ? lane : null;
        }
    }

    /// <summary>
    /// From here to <see cref="EndScan"/>, events whose acknowledgement is committed are remembered: a page that
    /// was read before may still hold them.
    /// </summary>
    public void BeginScan()
    {
        lock (_gate)
        {
            _forgottenDuringScan = [];
        }
    }

    public void EndScan()
    {
        lock (_gate)
        {
            _forgottenDuringScan = null;
        }
    }

    public (OutboxEntry Entry, int Attempt) Oldest(SubjectLane lane)
    {
        lock (_gate)
        {
            return (lane.Entries.Peek(), lane.Attempt);
        }
    }

    /// <summary>The lane's oldest event has been consumed.</summary>
    public LaneState Complete(SubjectLane lane)
    {
        lock (_gate)
        {
            lane.Attempt = 1;
            var done = lane.Entries.Dequeue();
            if (lane.Entries.Count > 0)
            {
                return LaneState.HasMore;
            }

            if (lane.HasLeft)
            {
                return LaneState.HasMoreInOutbox;
            }

            _lanes.Remove((done.Event.OrganizationId, done.Event.Subject));
            return LaneState.Empty;
        }
    }

    public int CountFailure(SubjectLane lane)
    {
        lock (_gate)
        {
            return lane.Attempt++;
        }
    }

    /// <summary>Takes up what a page of the outbox has of the lane's left events.</summary>
    /// <param name="isLastPage">Whether nothing of the lane was left after this page.</param>
    /// <returns>Whether the lane has taken what it can.</returns>
    public bool Refill(SubjectLane lane, string organizationId, string subject, IEnumerable<OutboxEntry> page, bool isLastPage)
    {
        lock (_gate)
        {
            foreach (var entry in page.Where(entry => entry.Event.Subject == subject && entry.Event.OrganizationId == organizationId))
            {
                // One event at least, so that a subject goes on even while others fill the buffer.
                if (lane.Entries.Count > 0 && (lane.Entries.Count >= options.BufferedEventsPerSubject || _inMemory.Count >= options.BufferedEvents))
                {
                    lane.HasLeft = true;
                    return true;
                }

                Enqueue(lane, entry);
            }

            if (isLastPage)
            {
                lane.HasLeft = false;
                if (lane.Entries.Count == 0)
                {
                    _lanes.Remove((organizationId, subject));
                }
            }

            return isLastPage;
        }
    }

    /// <summary>The acknowledgements of these events are committed.</summary>
    public void Forget(IEnumerable<OutboxEntry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                _inMemory.Remove(entry.Event.Id);
                _forgottenDuringScan?.Add(entry.Event.Id);
            }
        }
    }

    private bool Enqueue(SubjectLane lane, OutboxEntry entry)
    {
        _inMemory.Add(entry.Event.Id);
        lane.Entries.Enqueue(entry);
        lane.LastPosition = entry.Position;
        return lane.Entries.Count == 1;
    }
}

internal enum LaneState
{
    Empty,
    HasMore,
    HasMoreInOutbox,
}
