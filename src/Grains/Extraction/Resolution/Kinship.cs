using System.Collections.Frozen;

namespace FencyGrid.Grains.Extraction.Resolution;

/// <summary>Words for people by what they are to somebody.</summary>
internal static class Kinship
{
    private static readonly FrozenDictionary<string, Gender> Relations = Build();

    /// <summary>Whether the word names a person by a relation ("sister", "boss"), and the gender it implies.</summary>
    public static bool TryGet(string word, out Gender gender) => Relations.TryGetValue(word, out gender);

    public static bool IsRelation(string word) => Relations.ContainsKey(word);

    private static FrozenDictionary<string, Gender> Build()
    {
        var relations = new Dictionary<string, Gender>(StringComparer.Ordinal);
        Add(Gender.Female, "mother mom mum mama mommy sister daughter wife girlfriend aunt grandmother grandma nana granny niece fiancee stepmother stepmom stepsister stepdaughter goddaughter granddaughter lady woman girl");
        Add(Gender.Male, "father dad daddy papa brother son husband boyfriend uncle grandfather grandpa nephew fiance stepfather stepdad stepbrother stepson godson grandson guy man boy");
        Add(Gender.Unknown, "parent parents sibling siblings child kid kids children partner spouse fiancé friend friends cousin cousins roommate flatmate housemate boss manager coworker colleague colleagues coworkers neighbor neighbour neighbors neighbours teacher coach mentor therapist doctor grandparents grandchild grandkids twin twins baby family in-laws teammate teammates classmate classmates buddy bestie ex dog cat puppy kitten pet pets");
        return relations.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(Gender gender, string words)
        {
            foreach (var word in words.Split(' '))
            {
                relations[word] = gender;
            }
        }
    }
}
