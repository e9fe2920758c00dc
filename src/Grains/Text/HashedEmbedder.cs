namespace FencyGrid.Grains.Text;

/// <summary>
/// A vector for a text with no model: character n-grams of its words, hashed with a sign into <see cref="Dimensions"/> numbers.
/// Misspelt and inflected words share most of their n-grams, so their vectors stay near. Deterministic on every machine.
/// </summary>
public static class HashedEmbedder
{
    public const int Dimensions = 256;

    /// <summary>The text's vector with its largest component at ±127; all zero where the text has no words.</summary>
    public static sbyte[] Embed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sink = new EmbeddingSink { Words = new WordCounts() };
        Tokenizer.Scan(text, ref sink);
        var vector = new sbyte[Dimensions];
        Embed(sink.Words, vector);
        return vector;
    }

    internal static void Embed(WordCounts words, Span<sbyte> vector)
    {
        Span<float> sums = stackalloc float[Dimensions];
        sums.Clear();
        for (var i = 0; i < words.Count; i++)
        {
            // Repetition counts, but ever less.
            AddWord(sums, words.Word(i), 1 + MathF.Log(words.Times(i)));
        }

        var largest = 0f;
        foreach (var sum in sums)
        {
            largest = MathF.Max(largest, MathF.Abs(sum));
        }

        if (largest == 0)
        {
            vector.Clear();
            return;
        }

        var scale = 127 / largest;
        for (var i = 0; i < Dimensions; i++)
        {
            vector[i] = (sbyte)MathF.Round(sums[i] * scale);
        }
    }

    /// <summary>
    /// Adds the n-grams of 3 to 5 characters of the word between boundary marks. Longer ones are rarer and say more; a word of one or
    /// two characters is its own only n-gram.
    /// </summary>
    private static void AddWord(Span<float> sums, ReadOnlySpan<char> word, float weight)
    {
        Span<char> bounded = stackalloc char[word.Length + 2];
        bounded[0] = '\u0002';
        word.CopyTo(bounded[1..]);
        bounded[^1] = '\u0003';
        for (var start = 0; start + 3 <= bounded.Length; start++)
        {
            var hash = 2166136261u;
            for (var n = 0; n < 5 && start + n < bounded.Length; n++)
            {
                hash = (hash ^ bounded[start + n]) * 0x9E3779B1u;
                hash ^= hash >> 15;
                if (n >= 2)
                {
                    var mixed = hash * 0x85EBCA6Bu;
                    var value = n switch { 2 => 0.6f, 3 => 0.8f, _ => 1f } * weight;
                    sums[(int)(mixed >> 24)] += (mixed & 0x800000) == 0 ? value : -value;
                }
            }
        }
    }

    private struct EmbeddingSink : ITokenSink
    {
        internal WordCounts Words;

        public readonly void Add(ReadOnlySpan<char> token, TokenKind kind) => Words.Add(token, kind);
    }
}
