using FencyGrid.Contracts;

namespace FencyGrid.Embedded;

/// <summary>What hosts this engine as one process of many, and decides which grains live in it. Must return at once.</summary>
internal interface IGridHost
{
    /// <summary>The grain of that key is in memory no more.</summary>
    void Released(Type grainInterface, GrainKey key);

    /// <summary>Another writer was first: the grain may live in another process too.</summary>
    void Conflicted(Type grainInterface, GrainKey key);
}
