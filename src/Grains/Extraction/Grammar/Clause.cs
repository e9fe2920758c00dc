namespace FencyGrid.Grains.Extraction.Grammar;

internal enum SubjectKind
{
    /// <summary>"I", or left out as in "Went hiking".</summary>
    Speaker,

    /// <summary>"we".</summary>
    Group,

    /// <summary>"my sister", "our house".</summary>
    SpeakersOwn,

    Addressee,
    AddresseesOwn,

    /// <summary>"he", "she".</summary>
    Person,

    /// <summary>"it", "that", "they", "there".</summary>
    Deictic,

    /// <summary>A name or another noun phrase.</summary>
    Noun,

    /// <summary>A base verb first: "Check it out".</summary>
    Imperative,

    /// <summary>No verb was found.</summary>
    None,
}

internal enum ClauseTime
{
    Present,
    Progressive,
    Past,
    Perfect,
    Future,
    Modal,
    UsedTo,
}

/// <summary>The main clause of a sentence as far as it is needed; indexes are into its words.</summary>
/// <param name="Subject">Sort of subject.</param>
/// <param name="SubjectStart">First word of the subject; equal to <paramref name="SubjectEnd"/> when it is left out.</param>
/// <param name="SubjectEnd">Word after the subject. A contraction ("I'm") counts to the subject.</param>
/// <param name="Verb">The main verb's word; -1 when there is none.</param>
/// <param name="Lemma">The main verb's base form; empty when there is none.</param>
/// <param name="Time">What the verb group says of the time.</param>
/// <param name="Negated">Whether the verb group denies.</param>
/// <param name="Complement">Word after the verb group.</param>
internal sealed record Clause(
    SubjectKind Subject, int SubjectStart, int SubjectEnd, int Verb, string Lemma, ClauseTime Time, bool Negated, int Complement)
{
    public bool IsElided => Subject == SubjectKind.Speaker && SubjectStart == SubjectEnd;

    public bool IsFirstPerson => Subject is SubjectKind.Speaker or SubjectKind.Group or SubjectKind.SpeakersOwn;
}
