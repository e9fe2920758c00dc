using FencyGrid.Grains.Text;

namespace FencyGrid.Grains.Tests.Text;

public sealed class EnglishStemmerTests
{
    [Theory]
    [InlineData("consign consigned consigning consignment", "consign consign consign consign")]
    [InlineData("consist consisted consistency consistent consistently consisting consists", "consist consist consist consist consist consist consist")]
    [InlineData("consolation consolations consolatory console consoled consoles consolidate consolidated", "consol consol consolatori consol consol consol consolid consolid")]
    [InlineData("consonant constable constables constant constantly constituted constitution", "conson constabl constabl constant constant constitut constitut")]
    [InlineData("knack knackeries knacks knave knaves knavish kneaded kneading knee kneel kneeled", "knack knackeri knack knave knave knavish knead knead knee kneel kneel")]
    [InlineData("knife knight knightly knights knit knits knitted knitting knives knob knobs knock knocked", "knife knight knight knight knit knit knit knit knive knob knob knock knock")]
    [InlineData("caresses ponies ties cats gas this gaps kiwis", "caress poni tie cat gas this gap kiwi")]
    [InlineData("luxuriated hopping hoping hoped falling filing sized", "luxuri hop hope hope fall file size")]
    [InlineData("cry by say happy happily national relational conditional", "cri by say happi happili nation relat condit")]
    [InlineData("generate generously general communication communism arsenal", "generat generous general communic communism arsenal")]
    [InlineData("skis skies dying news succeed proceeding innings idly gently", "ski sky die news succeed proceed inning idl gentl")]
    [InlineData("running runs databases indexes indices memory memories organization formalize", "run run databas index indic memori memori organ formal")]
    [InlineData("rational valency hesitancy digitizer radically differently vilely analogously", "ration valenc hesit digit radic differ vile analog")]
    [InlineData("decisiveness hopefulness callousness formality sensitivity sensibility", "decis hope callous formal sensit sensibl")]
    [InlineData("replacement adjustment dependent adoption activate effective controlling", "replac adjust depend adopt activ effect control")]
    public void Words_have_these_stems(string words, string stems) =>
        string.Join(' ', words.Split(' ').Select(Stem)).ShouldBe(stems);

    private static string Stem(string word)
    {
        var letters = word.ToCharArray();
        return new string(letters, 0, EnglishStemmer.Stem(letters));
    }
}
