using FencyGrid.Contracts;

namespace FencyGrid.Embedded.Calls;

/// <summary>
/// Tells a conflict of the grain's own rows from one that another grain has already retried and reported:
/// only the first says that this activation's state is stale, and running the turn again could repeat what it committed.
/// </summary>
internal static class VersionConflicts
{
    private const string Reported = "FencyGrid.ConflictReported";

    public static bool IsOwn(Task turn) =>
        turn.Exception?.InnerException is VersionConflictException conflict && !conflict.Data.Contains(Reported);

    public static void MarkReported(Task turn) => turn.Exception!.InnerException!.Data[Reported] = true;
}
