using System.Collections.Frozen;

namespace FencyGrid.Grains.Text.Vocabulary;

/// <summary>Forms of English verbs and nouns that share no stem ("meet", "met"); the common ones.</summary>
internal static class IrregularForms
{
    private const string Groups =
        "go went gone; get got gotten; buy bought; bring brought; think thought; teach taught; catch caught; fight fought; seek sought; "
        + "make made; take took taken; give gave given; find found; meet met; feel felt; keep kept; sleep slept; leave left; lose lost; "
        + "win won; begin began begun; run ran; swim swam swum; sing sang sung; ring rang rung; drink drank drunk; write wrote written; "
        + "ride rode ridden; drive drove driven; rise rose risen; eat ate eaten; fall fell fallen; see saw seen; say said; tell told; "
        + "sell sold; hear heard; hold held; send sent; spend spent; build built; lend lent; choose chose chosen; break broke broken; "
        + "speak spoke spoken; steal stole stolen; wake woke woken; wear wore worn; tear tore torn; grow grew grown; know knew known; "
        + "throw threw thrown; fly flew flown; draw drew drawn; forget forgot forgotten; hide hid hidden; bite bit bitten; come came; "
        + "become became; stand stood; understand understood; sit sat; shoot shot; light lit; feed fed; lead led; pay paid; lay laid; "
        + "dig dug; stick stuck; hang hung; sweep swept; dream dreamt; learn learnt; mean meant; deal dealt; child children; man men; "
        + "woman women; person people; wife wives; life lives; foot feet; tooth teeth; mouse mice";

    private static readonly FrozenDictionary<uint, uint[]> Others = new WordGroups().AddMutual(Groups).Freeze();

    internal static uint[] Of(uint term) => Others.GetValueOrDefault(term, []);
}
