using System.Collections.Frozen;

namespace FencyGrid.Grains.Extraction.Resolution;

internal enum Gender
{
    Unknown,
    Female,
    Male,
}

/// <summary>Common given names by the gender they mostly go with; names that go with both are left out, so that they decide nothing.</summary>
internal static class GivenNames
{
    private const string Female = """
        mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily
        donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda
        pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia
        joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann
        sara madison frances kathryn janice jean abigail alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella
        theresa diana natalie brittany charlotte marie kayla alexis lori caroline melanie joanna audrey gina maya zoe chloe mia ava lily ella
        sofia camila aria scarlett luna layla nora hazel ellie lucy claire violet stella aurora penelope ivy alexandra eva katie jenny kate
        anne annie molly becky jill tina wendy tracy holly vanessa monica veronica erica erin paula rosa carmen elena irina olga natasha
        fatima aisha priya leila yuki mei ingrid astrid freya greta heidi sonja bridget fiona siobhan tara nadia amelia phoebe naomi miriam
        lena nina clara lara eleanor josephine rosie daisy poppy jasmine gabriela lucia valentina juliana daniela deb debbie
        """;

    private const string Male = """
        james robert john michael david william richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul
        andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry
        justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam nathan henry
        douglas zachary peter kyle ethan walter noah jeremy christian keith roger terry austin sean gerald carl harold dylan arthur lawrence
        jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne randy vincent mason roy ralph bobby russell bradley
        philip eugene liam oliver lucas leo oscar felix hugo max theo simon martin stefan lars sven erik bjorn hans karl klaus jens nils olaf
        tom tim dan dave mike matt steve bob bill rob nate jim ben ken greg jeff tony nick pete luke ian neil graham stuart colin derek craig
        evan cole owen connor calvin gavin trevor marcus victor ivan dmitri sergei omar ahmed ali hassan mohammed muhammad ibrahim raj arjun
        rahul kenji hiroshi diego carlos luis miguel pedro pablo javier fernando antonio marco luca matteo giovanni pierre antoine franz
        """;

    private static readonly FrozenSet<string> Women = Split(Female);
    private static readonly FrozenSet<string> Men = Split(Male);

    /// <summary>Whether the word is a known given name, in any case.</summary>
    public static bool IsName(string word)
    {
        var lower = word.ToLowerInvariant();
        return Women.Contains(lower) || Men.Contains(lower);
    }

    public static Gender Of(string name)
    {
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        var first = (space < 0 ? name : name[..space]).ToLowerInvariant();
        return Women.Contains(first) ? Gender.Female : Men.Contains(first) ? Gender.Male : Gender.Unknown;
    }

    private static FrozenSet<string> Split(string names) =>
        names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
