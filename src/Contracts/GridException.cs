namespace FencyGrid.Contracts;

/// <summary>What the grid refuses, in words meant for the caller. Each API maps the subclasses to its own error shape.</summary>
public abstract class GridException : Exception
{
    protected GridException(string message)
        : base(message)
    {
    }

    protected GridException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}

/// <summary>The request cannot be carried out as it is: what was given, what is allowed.</summary>
public sealed class InvalidRequestException(string message) : GridException(message);

/// <summary>Nothing of that id exists for this organization (another organization's id reads the same).</summary>
public sealed class NotFoundException(string message) : GridException(message)
{
    public static NotFoundException Of(string kind, string id) => new($"No {kind} with id '{id}' exists.");
}

/// <summary>A token opens nothing (any more): it is unknown, expired, used up, or another's.</summary>
public sealed class UnauthorizedException(string message) : GridException(message);

/// <summary>A token is good, but not for this.</summary>
public sealed class ForbiddenException(string message) : GridException(message);

/// <summary>The request contradicts the present state, for example deleting a memory type that still has memories.</summary>
public sealed class StateConflictException(string message) : GridException(message);

/// <summary>Nothing was done and the same call may succeed soon: a full mailbox, a full disk, a store that is away.</summary>
public sealed class RetryableException : GridException
{
    public RetryableException(string message)
        : base(message)
    {
    }

    public RetryableException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}

/// <summary>Whether the call was carried out is not known: the process or the database that it ran on went away, or did not answer in time. Reading tells.</summary>
public sealed class UncertainOutcomeException : GridException
{
    public UncertainOutcomeException(string message)
        : base(message)
    {
    }

    public UncertainOutcomeException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}

/// <summary>
/// A row was not at the version that the grain had read: another activation wrote it. The engine drops the
/// activation and retries the call once on a fresh one; callers see this only if the retry lost as well.
/// </summary>
public sealed class VersionConflictException(string message) : GridException(message);

/// <summary>A grain was called, directly or through others, by its own unfinished turn. The message holds the chain.</summary>
public sealed class CallCycleException(string message) : GridException(message);
