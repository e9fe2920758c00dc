using System.Collections.Frozen;

namespace FencyGrid.Grains.Extraction.Entities;

/// <summary>Tags a text with common topics of life, by words that belong to one.</summary>
public static class TopicLexicon
{
    private static readonly FrozenDictionary<string, string[]> Topics = Build();

    /// <summary>The topics, those with more words first, then alphabetically; at most five.</summary>
    public static IReadOnlyList<string> Find(string text) => Find(WordScanner.Scan(WordScanner.Plain(text)));

    internal static IReadOnlyList<string> Find(List<Word> words)
    {
        Dictionary<string, int>? counts = null;
        foreach (var word in words)
        {
            if (Lookup(word.Lower) is { } topics)
            {
                counts ??= new Dictionary<string, int>(StringComparer.Ordinal);
                foreach (var topic in topics)
                {
                    counts[topic] = counts.GetValueOrDefault(topic) + 1;
                }
            }
        }

        return counts is null
            ? []
            : [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(5).Select(c => c.Key)];
    }

    // Plurals and verb endings are folded rather than listed.
    private static string[]? Lookup(string word)
    {
        if (Topics.TryGetValue(word, out var topics))
        {
            return topics;
        }

        var bare = word.EndsWith("'s", StringComparison.Ordinal) ? word[..^2] : word;
        foreach (var ending in (ReadOnlySpan<string>)["s", "es", "ed", "ing", "d", "er", "ers"])
        {
            if (bare.Length > ending.Length + 2 && bare.EndsWith(ending, StringComparison.Ordinal))
            {
                var stem = bare[..^ending.Length];
                if (Topics.TryGetValue(stem, out topics)
                    || (ending is "ing" or "er" && Topics.TryGetValue(stem + "e", out topics))
                    || (ending is "ed" or "ing" && stem.Length > 2 && stem[^1] == stem[^2] && Topics.TryGetValue(stem[..^1], out topics)))
                {
                    return topics;
                }
            }
        }

        return bare.EndsWith("ies", StringComparison.Ordinal) && Topics.TryGetValue(bare[..^3] + "y", out topics) ? topics
            : bare.Length != word.Length && Topics.TryGetValue(bare, out topics) ? topics : null;
    }

    private static FrozenDictionary<string, string[]> Build()
    {
        var map = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        Add("family", "family mother mom mum father dad parent sister brother sibling son daughter child children kid kids baby husband wife spouse grandmother grandma grandfather grandpa grandparent aunt uncle cousin niece nephew twin adopt adoption stepmom stepdad in-laws toddler pregnant pregnancy");
        Add("relationships", "friend friendship boyfriend girlfriend partner date dating relationship marry marriage married wedding engaged engagement divorce breakup ex husband wife fiance fiancee neighbor neighbour roommate anniversary single");
        Add("work", "work job career boss office company colleague coworker manager client project promotion promoted salary hire hired interview resume cv business startup freelance retire retirement meeting deadline employer employee shift profession internship intern nurse engineer lawyer designer developer accountant conference");
        Add("health", "health healthy doctor hospital sick illness disease injury injured surgery medicine medication therapy therapist diagnosis diagnosed pain allergy allergic asthma diabetes anxiety depression stress mental diet weight sleep insomnia recovery yoga meditation meditate dentist checkup blood vaccine exercise workout fitness gym");
        Add("travel", "travel trip vacation holiday flight fly airport hotel hostel tour tourist visit abroad passport journey road-trip roadtrip cruise beach island backpack sightseeing itinerary destination luggage train camping");
        Add("food", "food eat cook cooking recipe meal dinner lunch breakfast brunch restaurant cafe coffee tea bake baking cake cookie bread pizza pasta sushi vegan vegetarian vegetable fruit dessert chocolate cheese meat chicken fish soup salad wine beer drink snack chef kitchen delicious ice-cream cuisine grill");
        Add("pets", "pet dog puppy cat kitten kitty hamster rabbit bunny parrot bird goldfish turtle tortoise horse pony vet leash pup lizard gecko snake guinea");
        Add("music", "music song sing band concert guitar piano violin drum album singer musician melody orchestra choir festival playlist jazz rock opera cello flute saxophone trumpet ukulele lyrics gig dj karaoke");
        Add("sport", "sport soccer football basketball tennis baseball hockey golf volleyball rugby cricket swim swimming run running marathon race cycle cycling bike biking climb climbing hike hiking ski skiing snowboard surf surfing match team coach tournament championship league training kayak skate martial karate boxing yoga gym athlete score");
        Add("education", "school college university class course study student teacher professor degree exam graduate graduation homework lecture learn lesson scholarship thesis campus tutor semester diploma certificate phd major library kindergarten education training workshop");
        Add("home", "home house apartment flat room garden gardening kitchen furniture move moving rent mortgage renovate renovation roof backyard yard neighbourhood neighborhood decorate decor plant landlord sofa couch bedroom bathroom garage clean");
        Add("finance", "money finance bank loan debt budget savings invest investment stock tax mortgage income pay payment insurance pension credit price afford salary donate donation fundraiser fundraise cost dollar euro");
        Add("hobbies", "hobby paint painting draw drawing art artist photo photography photograph camera knit knitting sew craft pottery ceramics sculpture read reading book novel poem poetry write writing journal game gaming puzzle chess movie film series tv show theater theatre dance dancing garden gardening collect fishing bake woodwork anime comic origami quilt crochet museum gallery");
        Add("technology", "technology tech computer laptop phone software app code coding program programming website internet robot ai server data algorithm gadget tablet smartphone console drone blog podcast video youtube online device 3d engineer");
        Add("faith", "church faith god pray prayer religion religious bible mosque temple synagogue spiritual worship priest pastor christian muslim jewish hindu buddhist catholic christmas easter ramadan eid hanukkah diwali blessing");
        Add("events", "birthday wedding party festival concert christmas thanksgiving halloween easter anniversary celebration celebrate graduation ceremony parade conference exhibition exhibit fair reunion funeral event show competition contest meetup picnic gala");
        return map.ToFrozenDictionary(m => m.Key, m => m.Value.ToArray(), StringComparer.Ordinal);

        void Add(string topic, string words)
        {
            foreach (var word in words.Split(' '))
            {
                if (!map.TryGetValue(word, out var topics))
                {
                    map[word] = topics = [];
                }

                if (!topics.Contains(topic))
                {
                    topics.Add(topic);
                }
            }
        }
    }
}
