namespace FencyGrid.Grains.Extraction.Merging;

/// <summary>Compares statements by the rule of <see cref="NearDuplicate"/> and reads each only once, however many others it is held against. For one thread.</summary>
public sealed class StatementComparison
{
    private readonly Dictionary<string, StatementSignature> _read = new(StringComparer.Ordinal);

    public bool IsSame(string text, string other) => string.Equals(text, other, StringComparison.Ordinal) || NearDuplicate.IsSame(Read(text), Read(other));

    internal StatementSignature Read(string text)
    {
        if (!_read.TryGetValue(text, out var signature))
        {
            _read[text] = signature = StatementSignature.Of(text);
        }

        return signature;
    }
}
