using System.Collections.Frozen;
using FencyGrid.Grains.Extraction.Grammar;

namespace FencyGrid.Grains.Extraction.Statements;

/// <summary>Word classes by which statements are told apart.</summary>
internal static class StatementWords
{
    public static readonly FrozenSet<string> Liking = WordSet.Of("love like enjoy prefer adore hate dislike admire crave");

    public static readonly FrozenSet<string> Disliking = WordSet.Of("hate dislike");

    public static readonly FrozenSet<string> Wanting = WordSet.Of("want hope plan intend wish need aim dream consider decide prepare wanna");

    public static readonly FrozenSet<string> Getting = WordSet.Of("buy get adopt receive purchase order rescue");

    public static readonly FrozenSet<string> Leading = WordSet.Of("lead manage run found organize organise host direct coach chair launch start create design build");

    public static readonly FrozenSet<string> Joining = WordSet.Of("join attend participate volunteer compete perform enroll register enter play train");

    public static readonly FrozenSet<string> Skills = WordSet.Of("play speak cook bake draw paint code knit sew swim dance sing write program ski surf");

    public static readonly FrozenSet<string> Family = WordSet.Of("marry divorce date meet adopt propose");

    public static readonly FrozenSet<string> Occupations = WordSet.Of("""
        nurse chef cook pilot artist student architect mechanic judge guard clerk surgeon coach vet intern athlete model monk priest librarian accountant
        consultant assistant analyst therapist dentist journalist scientist pharmacist musician electrician physician politician ceo cto freelancer entrepreneur
        """);

    private static readonly FrozenSet<string> NotOccupations = WordSet.Of("""
        number member lover dinner summer winter flower computer daughter sister brother mother father power water winner dreamer believer reminder matter
        letter paper corner color colour never bother fan gamer reader beginner stranger customer owner newcomer speaker disaster game-changer thriller
        runner hiker swimmer
        """);

    public static readonly FrozenSet<string> Identities = WordSet.Of("""
        vegetarian vegan pescatarian christian muslim jewish buddhist hindu catholic atheist agnostic gay lesbian bisexual transgender trans queer
        nonbinary non-binary asexual introvert extrovert immigrant veteran left-handed right-handed pregnant deaf blind autistic dyslexic diabetic
        american british canadian german french italian spanish swedish norwegian danish finnish dutch polish russian ukrainian turkish indian chinese
        japanese korean vietnamese thai mexican brazilian argentinian colombian nigerian kenyan egyptian australian irish scottish greek portuguese
        """);

    public static readonly FrozenSet<string> Diets = WordSet.Of("vegetarian vegan pescatarian");

    public static readonly FrozenSet<string> Marital = WordSet.Of("married single divorced widowed engaged separated");

    /// <summary>What one has without owning it.</summary>
    public static readonly FrozenSet<string> Abstract = WordSet.Of("""
        time idea fun chance problem feeling plan hope look blast day week weekend dream goal trouble issue question point reason way experience passion
        memory moment opportunity support love life interest appointment meeting interview exam test party trip vacation talk chat conversation good great
        nice bad hard tough rough wonderful lovely busy long sense thought thing something nothing anything everything lot lots work job headache cold fever
        allergy pain surgery courage confidence faith strength breakfast lunch dinner connection bond accident setback success win loss failure dinner drink walk ride call blessing surprise role hand visit bond impact effect mix say clue doubt
        """);

    public static bool IsOccupation(string word) =>
        Occupations.Contains(word)
        || (!NotOccupations.Contains(word) && word.Length > 5
            && (word.EndsWith("er", StringComparison.Ordinal) || word.EndsWith("or", StringComparison.Ordinal) || word.EndsWith("ist", StringComparison.Ordinal)
                || word.EndsWith("eer", StringComparison.Ordinal) || word.EndsWith("cian", StringComparison.Ordinal)));
}
