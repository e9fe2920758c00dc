using FencyGrid.Grains.Engine.Store;

namespace FencyGrid.Storage.Commits;

/// <summary>The SQL of a feature's own change.</summary>
internal abstract class ChangeHandler
{
    public abstract Type ChangeType { get; }

    public abstract ValueTask WriteAsync(StoreChange change, WriteSession session);
}

internal abstract class ChangeHandler<TChange> : ChangeHandler
    where TChange : StoreChange
{
    public override Type ChangeType => typeof(TChange);

    public override ValueTask WriteAsync(StoreChange change, WriteSession session) => WriteAsync((TChange)change, session);

    protected abstract ValueTask WriteAsync(TChange change, WriteSession session);
}
