namespace FencyGrid.Contracts;

/// <summary>The grid: every grain is reached through it, wherever its activation lives.</summary>
public interface IGrid
{
    /// <summary>A reference to the grain of that key. It costs nothing until a method is called; every call is one turn.</summary>
    TGrain Get<TGrain>(GrainKey key)
        where TGrain : class, IGridGrain;
}
