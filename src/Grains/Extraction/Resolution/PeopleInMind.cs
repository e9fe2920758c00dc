namespace FencyGrid.Grains.Extraction.Resolution;

/// <summary>The people a conversation spoke of last, by gender, so that "she" can be given a name. Forgets after some sentences.</summary>
/// <param name="present">The two who talk: they are "I" and "you" to each other, not "she".</param>
internal sealed class PeopleInMind(IReadOnlySet<string> present)
{
    // Beyond this many sentences a pronoun is more likely to mean somebody else.
    private const int Reach = 10;

    private (string Name, int At)? _woman;
    private (string Name, int At)? _man;
    private (string Name, int At)? _group;
    private int _now;

    public void NextSentence() => _now++;

    public void Mention(string name, Gender gender, bool plural = false)
    {
        if (present.Contains(name))
        {
            return;
        }

        if (plural)
        {
            _group = (name, _now);
        }
        else if (gender == Gender.Female)
        {
            _woman = (name, _now);
        }
        else if (gender == Gender.Male)
        {
            _man = (name, _now);
        }
    }

    /// <summary>The last fitting name; null when it is too long ago to be sure.</summary>
    public string? Last(Gender gender) => Recent(gender == Gender.Female ? _woman : _man);

    /// <summary>The last group ("Dana's kids"), only from the sentence before: 'they' strays more than 'she'.</summary>
    public string? LastGroup => _group is { } group && _now - group.At <= 2 ? group.Name : null;

    private string? Recent((string Name, int At)? person) => person is { } p && _now - p.At <= Reach ? p.Name : null;
}
