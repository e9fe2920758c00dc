namespace FencyGrid.Grains.Search.Conversations;

/// <summary>What an index keeps of a part's <see cref="MessageContext"/>, in eight bytes. All zero for what is no message.</summary>
/// <param name="Speaker">The hash of the term that stands for the speaker; 0 for none.</param>
/// <param name="Packed">The bits of the flags, above them the day as <see cref="DateOnly.DayNumber"/>, 0 for none.</param>
internal readonly record struct PartTraits(uint Speaker, uint Packed)
{
    private const uint QuestionBit = 1;
    private const uint TimeBit = 2;
    private const int DayShift = 2;

    internal PartTraits(uint speaker, DateOnly? day, bool isQuestion, bool tellsTime)
        : this(speaker, ((uint)(day?.DayNumber ?? 0) << DayShift) | (tellsTime ? TimeBit : 0) | (isQuestion ? QuestionBit : 0))
    {
    }

    /// <summary>Whether the message ends in a question: it asks for what the next one tells.</summary>
    internal bool IsQuestion => (Packed & QuestionBit) != 0;

    /// <summary>Whether its text has words of a date or a time.</summary>
    internal bool TellsTime => (Packed & TimeBit) != 0;

    internal int DayNumber => (int)(Packed >> DayShift);
}
