namespace FencyGrid.Grains.Search.Conversations;

/// <summary>
/// How messages are scored beyond their words and those of their neighbours. The numbers are ours, chosen on five conversations of LoCoMo
/// (Maharana et al., Evaluating Very Long-Term Conversational Memory of LLM Agents, 2024) so that each helps those it was not chosen on.
/// </summary>
public sealed record ConversationScoring
{
    /// <summary>What a word counts that questions are made of whatever they ask for; see <see cref="Text.Vocabulary.GenericWords"/>.</summary>
    public double GenericWordWeight { get; init; } = 0.5;

    /// <summary>What a word of a date counts as a word; the date it means is compared with the day of the message.</summary>
    public double DateWordWeight { get; init; } = 0.4;

    /// <summary>What an occurrence of a synonym, or of a kind of what is asked for, counts.</summary>
    public double RelatedWordWeight { get; init; } = 0.25;

    /// <summary>What an occurrence of another form of an irregular word counts, which no stemmer brings together.</summary>
    public double InflectionWeight { get; init; } = 0.75;

    /// <summary>
    /// So much more counts a message of a speaker whom the question names: people tell about themselves. Half of all messages are
    /// the speaker's in a dialogue, so the name's idf says next to nothing.
    /// </summary>
    public double SpeakerBoost { get; init; } = 0.5;

    /// <summary>So much more counts a message with words of a date or time where the question asks when.</summary>
    public double TimeBoost { get; init; } = 0.3;

    /// <summary>So much less counts a message that ends in a question; what it asks still counts for the answer after it.</summary>
    public double QuestionPenalty { get; init; } = 0.15;

    /// <summary>Added to the score of a message of the very day that the question names; less for a month, a year, and the time after.</summary>
    public double DateBonus { get; init; } = 0.45;
}
