using System.Collections.Frozen;

namespace FencyGrid.Grains.Extraction.Grammar;

internal enum VerbTense
{
    Base,
    Third,
    Past,
    Participle,
    Gerund,

    /// <summary>"put", "read": the form is the same in the present and the past.</summary>
    BaseOrPast,
}

/// <summary>The forms of common English verbs. What is not listed is judged by its ending.</summary>
internal static class VerbForms
{
    // base, past, participle
    private const string Irregular = """
        go went gone;do did done;have had had;be was been;get got gotten;make made made;take took taken;come came come;see saw seen;
        know knew known;give gave given;find found found;think thought thought;tell told told;become became become;leave left left;
        feel felt felt;bring brought brought;begin began begun;keep kept kept;hold held held;write wrote written;stand stood stood;
        hear heard heard;let let let;mean meant meant;set set set;meet met met;run ran run;pay paid paid;sit sat sat;speak spoke spoken;
        lie lay lain;lead led led;read read read;grow grew grown;lose lost lost;fall fell fallen;send sent sent;build built built;
        understand understood understood;draw drew drawn;break broke broken;spend spent spent;cut cut cut;rise rose risen;drive drove driven;
        buy bought bought;wear wore worn;choose chose chosen;eat ate eaten;sing sang sung;swim swam swum;drink drank drunk;fly flew flown;
        forget forgot forgotten;forgive forgave forgiven;catch caught caught;teach taught taught;fight fought fought;win won won;
        sell sold sold;sleep slept slept;throw threw thrown;put put put;hit hit hit;hurt hurt hurt;cost cost cost;quit quit quit;
        ride rode ridden;ring rang rung;shake shook shaken;shoot shot shot;show showed shown;steal stole stolen;wake woke woken;
        knit knit knit;bite bit bitten;blow blew blown;hang hung hung;hide hid hidden;feed fed fed;light lit lit;overcome overcame overcome;
        beat beat beaten;bend bent bent;bet bet bet;bind bound bound;dig dug dug;dream dreamt dreamt;freeze froze frozen;lend lent lent;
        seek sought sought;shut shut shut;stick stuck stuck;strike struck struck;sweep swept swept;swear swore sworn;tear tore torn;
        wind wound wound;spread spread spread;split split split;sink sank sunk;spring sprang sprung;undergo underwent undergone;
        withdraw withdrew withdrawn;dive dove dived;rebuild rebuilt rebuilt;babysit babysat babysat;
        """;

    private const string Regular = """
        accept achieve act add adopt advise agree aim allow announce appear apply appreciate arrange arrive ask attend avoid bake believe
        belong book borrow breathe call camp care carry celebrate change chat check clean climb close coach collect compete complete
        consider contact continue cook count cover crave crash create cry cycle dance date decide dedicate deliver depend describe deserve
        design develop die disagree discover discuss dislike divorce donate drop earn edit embrace encourage end enjoy enroll enter escape
        exercise exhibit expect experience explain explore express face fail fight film finish fish fix focus follow gain garden graduate
        handle happen hate help hike hire hope host hug imagine improve include injure inspire intend interview invest invite join journal jog
        juggle jump kayak kick laugh launch learn like listen live look love manage marry match mention mentor mind miss move name need notice
        offer open order organise organize own pack paint participate party pass perform pick plan plant play practice practise pray prefer
        prepare present print produce promise promote propose publish pull push race raise reach realise realize receive recommend record
        recover reduce register relate relax release remember remind remodel renovate rent repair replace report rescue research resign
        respect rest retire return review sail save schedule score search serve sew share ship shop sign skate ski skip smoke snowboard
        solve sound start stay stop stream stretch struggle study submit suffer suggest support surf surprise survive talk taste thank tour
        train transfer travel treat try turn tutor upgrade use value visit volunteer vote wait walk want warn wash watch welcome wish wonder
        work worry adore admire bike bowl brew code commute craft crochet debate enlist fold foster gather hunt identify lift lodge meditate
        nap own photograph quilt recycle sculpt settle sketch specialise specialize suffer trek unwind whittle worship yearn reconnect reply
        """;

    private static readonly FrozenDictionary<string, (string Lemma, VerbTense Tense)> Forms = Build();

    /// <summary>Past forms that the ending would misjudge as present, or bases that look past ("need").</summary>
    private static readonly FrozenSet<string> BaseInEd = WordSet.Of("need feed speed bleed succeed proceed exceed embed seed weed breed shed");

    public static bool TryGet(string word, out string lemma, out VerbTense tense)
    {
        if (Forms.TryGetValue(word, out var form))
        {
            (lemma, tense) = form;
            return true;
        }

        lemma = "";
        tense = default;
        return false;
    }

    /// <summary>The form by lexicon, else by its ending; for a word that is known to stand where a verb stands.</summary>
    public static (string Lemma, VerbTense Tense) Judge(string word)
    {
        if (TryGet(word, out var lemma, out var tense))
        {
            return (lemma, tense);
        }

        if (word.EndsWith("ing", StringComparison.Ordinal) && word.Length > 4)
        {
            return (word[..^3], VerbTense.Gerund);
        }

        if (word.EndsWith("in'", StringComparison.Ordinal))
        {
            return Judge(word[..^1] + "g");
        }

        return word.EndsWith("ed", StringComparison.Ordinal) && word.Length > 3 && !BaseInEd.Contains(word)
            ? (word[..^2], VerbTense.Past)
            : (word, VerbTense.Base);
    }

    public static string ThirdPerson(string verb) => verb switch
    {
        "have" => "has",
        "be" or "am" or "are" => "is",
        "do" => "does",
        "go" => "goes",
        _ when verb.Length > 1 && verb[^1] == 'y' && !IsVowel(verb[^2]) => verb[..^1] + "ies",
        _ when verb[^1] is 's' or 'x' or 'z' || verb.EndsWith("ch", StringComparison.Ordinal) || verb.EndsWith("sh", StringComparison.Ordinal) => verb + "es",
        _ => verb + "s",
    };

    private static FrozenDictionary<string, (string, VerbTense)> Build()
    {
        var forms = new Dictionary<string, (string, VerbTense)>(StringComparer.Ordinal);
        foreach (var entry in Irregular.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = entry.Split(' ');
            if (parts.Length != 3)
            {
                continue;
            }

            forms.TryAdd(parts[0], (parts[0], parts[0] == parts[1] ? VerbTense.BaseOrPast : VerbTense.Base));
            forms.TryAdd(parts[1], (parts[0], VerbTense.Past));
            forms.TryAdd(parts[2], (parts[0], VerbTense.Participle));
            AddRegularEndings(forms, parts[0], past: false);
        }

        foreach (var verb in Regular.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            forms.TryAdd(verb, (verb, VerbTense.Base));
            AddRegularEndings(forms, verb, past: true);
        }

        return forms.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void AddRegularEndings(Dictionary<string, (string, VerbTense)> forms, string verb, bool past)
    {
        forms.TryAdd(ThirdPerson(verb), (verb, VerbTense.Third));
        var silentE = verb[^1] == 'e' && verb.Length > 2 && verb[^2] is not ('e' or 'o' or 'y');
        var stem = silentE ? verb[..^1] : verb;
        if (verb is "lie" or "die")
        {
            stem = verb[..^2] + "y";
        }

        forms.TryAdd(stem + "ing", (verb, VerbTense.Gerund));
        forms.TryAdd(stem + "in'", (verb, VerbTense.Gerund));
        var doubles = verb.Length > 2 && !IsVowel(verb[^1]) && IsVowel(verb[^2]) && !IsVowel(verb[^3]) && verb[^1] is not ('w' or 'x' or 'y');
        if (doubles)
        {
            forms.TryAdd(verb + verb[^1] + "ing", (verb, VerbTense.Gerund));
        }

        if (!past)
        {
            return;
        }

        var ed = verb[^1] == 'e' ? verb + "d" : verb[^1] == 'y' && !IsVowel(verb[^2]) ? verb[..^1] + "ied" : verb + "ed";
        forms.TryAdd(ed, (verb, VerbTense.Past));
        if (doubles)
        {
            forms.TryAdd(verb + verb[^1] + "ed", (verb, VerbTense.Past));
        }
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
}
