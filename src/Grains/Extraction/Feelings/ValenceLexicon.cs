using System.Collections.Frozen;

namespace FencyGrid.Grains.Extraction.Feelings;

/// <summary>English words with a feeling in them, graded -3 to 3.</summary>
internal static class ValenceLexicon
{
    private static readonly FrozenDictionary<string, int> Values = Build();

    public static bool TryGet(string word, out int valence)
    {
        if (Values.TryGetValue(word, out valence))
        {
            return true;
        }

        foreach (var ending in (ReadOnlySpan<string>)["s", "d", "ed", "ing", "ly", "es"])
        {
            if (word.Length > ending.Length + 3 && word.EndsWith(ending, StringComparison.Ordinal)
                && (Values.TryGetValue(word[..^ending.Length], out valence) || (ending == "ing" && Values.TryGetValue(word[..^3] + "e", out valence))))
            {
                return true;
            }
        }

        return false;
    }

    private static FrozenDictionary<string, int> Build()
    {
        var values = new Dictionary<string, int>(StringComparer.Ordinal);
        Add(3, "love adore ecstatic thrilled amazing awesome wonderful fantastic incredible overjoyed blessed perfect best magical unforgettable delighted euphoric passionate stunning");
        Add(2, "happy glad great excited exciting proud joy joyful beautiful enjoy grateful thankful fun excellent brilliant inspiring inspired delicious gorgeous lovely win won succeed success successful accomplish achievement celebrate rewarding fulfilling cherish heartwarming favourite favorite laugh hilarious peaceful confident hopeful powerful blast awe");
        Add(1, "good nice like cool calm relaxed relaxing comfortable kind helpful support supportive interested interesting better fine pretty sweet pleasant warm safe hope improve easy welcome cozy useful cute healthy strong motivated optimistic satisfied relieved refreshing therapeutic");
        Add(-1, "miss tired busy boring bored difficult hard problem worry worried nervous stress stressed stressful annoying annoyed confused uncomfortable lonely awkward disappointing disappointed tough struggle challenge challenging sick unfair weird doubt unsure dislike fail setback late lost expensive noisy overwhelmed swamped exhausted");
        Add(-2, "sad bad angry upset hurt pain painful afraid scared scary fear anxious anxiety cry cried crying frustrated frustrating ugly failure regret guilty ashamed jealous broke broken awful injury injured accident argument fight lose losing rejected reject dump fired divorce ill illness crash stolen hate");
        Add(-3, "terrible horrible devastated devastating heartbroken heartbreaking furious tragic nightmare died death dead depressed depression miserable traumatic trauma grief grieving suicide despair cancer abuse disgusting worst terrified");
        return values.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(int valence, string words)
        {
            foreach (var word in words.Split(' '))
            {
                values.TryAdd(word, valence);
            }
        }
    }
}
