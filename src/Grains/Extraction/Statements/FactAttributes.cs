using System.Collections.Frozen;

namespace FencyGrid.Grains.Extraction.Statements;

/// <summary>The attributes a claim can give a value to, and which of them hold only one value at a time.</summary>
public static class FactAttributes
{
    public const string Name = "name";
    public const string Age = "age";
    public const string Birthday = "birthday";
    public const string Birthplace = "birthplace";
    public const string Hometown = "hometown";
    public const string Residence = "residence";
    public const string Employer = "employer";
    public const string Occupation = "occupation";
    public const string School = "school";
    public const string FieldOfStudy = "field of study";
    public const string MaritalStatus = "marital status";
    public const string Diet = "diet";
    public const string Nationality = "nationality";
    public const string Email = "email";
    public const string Phone = "phone";
    public const string Likes = "likes";
    public const string Owns = "owns";
    public const string Allergy = "allergy";
    public const string Skill = "skill";
    public const string Relation = "relation";

    /// <summary>Prefix of "favourite colour" and its like; each is one attribute with one value.</summary>
    public const string FavouritePrefix = "favourite ";

    private static readonly FrozenSet<string> Single = new[]
    {
        Name, Age, Birthday, Birthplace, Hometown, Residence, Employer, Occupation, School, FieldOfStudy, MaritalStatus, Diet,
        Nationality, Email, Phone,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a new value of the attribute ends the old one.</summary>
    public static bool IsSingleValued(string attribute) =>
        Single.Contains(attribute) || attribute.StartsWith(FavouritePrefix, StringComparison.Ordinal);
}
