using System.Collections.Frozen;

namespace FencyGrid.Grains.Extraction.Grammar;

/// <summary>Closed classes of English words.</summary>
internal static class FunctionWords
{
    /// <summary>Words that carry no content of their own.</summary>
    public static readonly FrozenSet<string> Stop = WordSet.Of("""
        a an the and or but nor so yet if then than that this these those there here it its it's that's there's he she they them his her
        hers him their theirs i i'm i've i'd i'll me my mine myself we we're we've we'll us our ours ourselves you you're you've you'll you'd
        your yours yourself he's she's they're of to in on at by for with from into onto about over under up down out off as is are was were
        be been being am do does did don't doesn't didn't have has had haven't hasn't hadn't will would won't wouldn't can could can't
        couldn't should shouldn't may might must shall not no yes very really so too just also even still only such some any all both each
        every few more most much many other another own same what which who whom whose when where why how again ever never always maybe
        perhaps gonna wanna gotta let let's get got getting go going one ones something anything everything nothing someone anyone everyone
        thing things stuff way lot lots bit kind sort like well quite pretty totally definitely absolutely actually literally basically
        oh wow yeah yep hey hi hello thanks thank okay ok sure ll ve re
        """);

    /// <summary>Verbs and nouns so general that a sentence of them alone says nothing to remember.</summary>
    public static readonly FrozenSet<string> Vague = WordSet.Of("""
        good great nice cool awesome amazing wonderful fantastic lovely beautiful cute fun funny sweet perfect excellent incredible
        inspiring powerful special important true right wrong glad happy sad sorry proud excited exciting interesting impressive bad hard
        tough crazy wild rough terrible awful best better worst worse super stunning gorgeous brilliant neat rad sick lit epic fabulous
        know think see look looks looking sound sounds sounding seem seems feel feels feeling say said tell told mean means guess bet hear
        make makes making made take takes keep keeps want wants need needs try come comes hope wish agree understand imagine believe care
        love appreciate happen happens happened matter matters remember forget share talk check life time day days moment moments part point
        reason idea memories memory world people person place feelings vibes vibe luck deal big little new people's stay strong worth
        always much forward soon later now today back work working journey progress change changes difference job support together
        """);

    public static readonly FrozenSet<string> Adverbs = WordSet.Of("""
        really also just always still never usually often sometimes actually definitely totally already only even mostly mainly currently
        recently finally probably certainly absolutely literally basically honestly ever almost rarely seldom normally typically occasionally
        now then so too truly deeply fully highly kinda sorta both all simply previously originally eventually hardly barely once soon
        """);

    public static readonly FrozenSet<string> Questions = WordSet.Of("what who whom whose where when why how which what's who's where's how's when's whatcha");

    public static readonly FrozenSet<string> Auxiliaries = WordSet.Of("""
        am is are was were be been being have has had do does did will would can could should may might must shall isn't aren't wasn't weren't
        haven't hasn't hadn't don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't mightn't mustn't ain't
        """);

    public static readonly FrozenSet<string> Determiners = WordSet.Of("a an the my our your his her their this that these those some any no one two three four five six seven eight nine ten several many few");

    public static readonly FrozenSet<string> Prepositions = WordSet.Of("of to in on at by for with from into onto about over under up down out off as near around through during after before since until without between among across behind like");

    public static bool IsNegation(string word) =>
        word is "not" or "never" or "no" or "cannot" or "ain't" or "neither" or "nor" || word.EndsWith("n't", StringComparison.Ordinal);
}
