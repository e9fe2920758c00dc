using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using FencyGrid.Api.Http;

namespace FencyGrid.Api.Auth;

/// <summary>
/// Keys that were found valid, for a few seconds: that long a key that another process revoked may still open this one.
/// A revocation through this process counts at once. It holds no more entries than there are keys.
/// </summary>
public sealed class KeyCache(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private long _generation;

    /// <summary>Read it before looking a key up, and give it to <see cref="Add"/>.</summary>
    public long Generation => Volatile.Read(ref _generation);

    public bool TryGet(ReadOnlySpan<char> hash, [NotNullWhen(true)] out Caller? caller)
    {
        if (_entries.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(hash, out var entry) && time.GetElapsedTime(entry.AddedAt) < Lifetime)
        {
            caller = entry.Caller;
            return true;
        }

        caller = null;
        return false;
    }

    public void Add(string hash, Caller caller, long generation)
    {
        _entries[hash] = new Entry(caller, time.GetTimestamp());
        if (Generation != generation)
        {
            // A key was revoked since the lookup began; it may have been this one.
            _entries.TryRemove(hash, out _);
        }
    }

    /// <summary>Call it after a key was revoked.</summary>
    public void Clear()
    {
        Interlocked.Increment(ref _generation);
        _entries.Clear();
    }

    private sealed record Entry(Caller Caller, long AddedAt);
}
