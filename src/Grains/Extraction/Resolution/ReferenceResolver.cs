using FencyGrid.Grains.Extraction.Grammar;
using FencyGrid.Grains.Extraction.Segmentation;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Extraction.Resolution;

/// <summary>
/// Tells a statement in the third person: first person becomes the speaker, second person the addressee, he and she the last fitting
/// name, relative dates absolute ones. A pronoun that fits nobody for sure stays.
/// </summary>
/// <param name="present">Names of the speakers when they are two at most; no pronoun of the third person means them.</param>
internal sealed class ReferenceResolver(IReadOnlySet<string> present)
{
    private readonly PeopleInMind _people = new(present);

    /// <summary>Rewrites one cleaned statement and remembers whom it speaks of.</summary>
    public ResolvedText Resolve(
        string core, List<Word> words, Clause clause, Speaker speaker, Speaker? addressee, IReadOnlyList<TemporalExpression> times)
    {
        _people.NextSentence();
        var rewriting = new Rewriting(core, words, clause, speaker, addressee, times, _people);
        return rewriting.Run();
    }

    /// <summary>Keeps names in mind that a sentence mentions which is itself not kept, such as a question.</summary>
    public void Hear(List<Word> words, Speaker speaker)
    {
        _people.NextSentence();
        PeopleMentioned.Note(words, speaker, _people);
    }
}
