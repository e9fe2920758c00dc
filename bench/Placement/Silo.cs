namespace FencyGrid.Bench.Placement;

/// <summary>A silo's load now, and as the others last heard of it. It comes back from a restart with another number and another address.</summary>
public sealed class Silo(int number)
{
    public int Number => number;

    /// <summary>Its place in the order of addresses, which has nothing to do with the order of starting.</summary>
    public ulong Address { get; } = Mixing.Mix(~(ulong)number);

    public int Activations { get; set; }

    public double Bytes { get; set; }

    public double Calls { get; set; }

    public int PublishedActivations { get; private set; }

    public double PublishedBytes { get; private set; }

    public double PublishedCalls { get; private set; }

    public void Publish() => (PublishedActivations, PublishedBytes, PublishedCalls) = (Activations, Bytes, Calls);
}
