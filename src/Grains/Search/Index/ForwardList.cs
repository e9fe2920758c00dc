namespace FencyGrid.Grains.Search.Index;

/// <summary>Writes, part by part, the ids of the terms a part holds: its length, then runs of terms of one weight, ended by a weight of zero.</summary>
internal ref struct ForwardWriter
{
    [ThreadStatic]
    private static byte[]? _shared;

    private byte[] _buffer;
    private int _length;

    public ForwardWriter() => _buffer = _shared ??= new byte[4096];

    internal void BeginPart(int length) => Write(length);

    internal void BeginRun(int weight, int count)
    {
        Write(weight);
        Write(count);
    }

    internal void Add(int term) => Write(term);

    internal void EndPart() => Write(0);

    internal readonly byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    private void Write(int value)
    {
        if (_length + Varint.MaxBytes > _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
            _shared = _buffer.Length <= 1 << 20 ? _buffer : _shared;
        }

        _length += Varint.Write(_buffer.AsSpan(_length), (uint)value);
    }
}

/// <summary>Reads what <see cref="ForwardWriter"/> wrote, in its order.</summary>
internal ref struct ForwardReader(ReadOnlySpan<byte> forward)
{
    private readonly ReadOnlySpan<byte> _forward = forward;
    private int _position;

    internal void NextPart(out int length) => length = Read();

    internal bool NextRun(out int weight, out int count)
    {
        weight = Read();
        count = weight == 0 ? 0 : Read();
        return weight != 0;
    }

    internal int NextTerm() => Read();

    private int Read() => (int)Varint.Read(_forward, ref _position);
}
