using FencyGrid.Grains.Extraction.Facts;
using FencyGrid.Grains.Extraction.Filtering;
using FencyGrid.Grains.Extraction.Grammar;
using FencyGrid.Grains.Extraction.Hygiene;
using FencyGrid.Grains.Extraction.Resolution;
using FencyGrid.Grains.Extraction.Segmentation;
using FencyGrid.Grains.Extraction.Statements;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Extraction;

/// <summary>Reads one conversation from its first message to its last; what was said before bears on what is meant now.</summary>
internal sealed class MessageReader
{
    // A joined fact stays one claim a reader takes in at once.
    private const int MaxJoined = 320;
    private const int MaxQuestion = 140;

    private readonly ExtractionContext _context;
    private readonly StageClock _clock;
    private readonly Segmenter _segmenter;
    private readonly SentenceCleaner _cleaner;
    private readonly ReferenceResolver _resolver;
    private readonly RecallGuard _guard;
    private readonly HashSet<string> _speakerWords = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _dropped;
    private (string Text, Speaker Speaker)? _question;

    /// <param name="dropped">Counts what is left out, by reason.</param>
    public MessageReader(IReadOnlyList<ConversationMessage> messages, ExtractionContext context, StageClock clock, Dictionary<string, int> dropped)
    {
        _dropped = dropped;
        _context = context;
        _clock = clock;
        _segmenter = new Segmenter(messages, context);
        _cleaner = new SentenceCleaner(_segmenter.Speakers.Where(s => s.IsNamed).Select(s => s.Name));
        _resolver = new ReferenceResolver(
            (_segmenter.Speakers.Count <= 2 ? _segmenter.Speakers.Select(s => s.Name) : []).ToHashSet(StringComparer.OrdinalIgnoreCase));
        _guard = new RecallGuard(context.RecentlyRecalled);
        foreach (var speaker in _segmenter.Speakers)
        {
            foreach (var word in speaker.Name.ToLowerInvariant().Split(' '))
            {
                _speakerWords.Add(word);
            }
        }

        clock.Book("segmentation");
    }

    public void Read(ConversationMessage message, List<ExtractedFact> facts)
    {
        if (message.Role is "system" or "tool" or "developer" && string.IsNullOrWhiteSpace(message.Speaker))
        {
            return;
        }

        var sentences = _segmenter.Segment(message);
        _clock.Book("segmentation");
        ExtractedFact? previous = null;
        var first = facts.Count;
        foreach (var sentence in sentences)
        {
            foreach (var claim in CompoundSentence.Split(sentence))
            {
                previous = Read(claim, facts, previous);
            }
        }

        if (_context.IncludeCaptions && !string.IsNullOrWhiteSpace(message.Caption))
        {
            facts.Add(CaptionFact.Of(message, Speaker.Of(message, null, _context), SaidAt(message), facts.Count > first ? facts[^1] : null));
        }
    }

    private ExtractedFact? Read(Sentence sentence, List<ExtractedFact> facts, ExtractedFact? previous)
    {
        var core = _cleaner.Clean(sentence.Text, sentence.IsQuestion, out var asked, out var isQuestion);
        core = TailTrimmer.Trim(core);
        var words = WordScanner.Scan(core);
        var clause = ClauseParser.Parse(words);
        var saidAt = SaidAt(sentence.Message);
        var times = TemporalExpressions.Find(core, words, saidAt);
        var reason = _guard.IsRecalled(sentence.Text) ? FilterReasons.Recalled
            : StatementFilter.Judge(core, words, clause, sentence, isQuestion, asked, times, IsSpeaker);
        var answers = _question is { } asking && asking.Speaker.Name != sentence.Speaker.Name && !isQuestion && reason != FilterReasons.Recalled;
        _clock.Book("filtering");
        var fragment = answers && (reason is null or FilterReasons.SmallTalk or FilterReasons.Empty) && IsFragment(clause, words) && AnswerSays(words, times);
        if (reason is not null && !fragment)
        {
            _dropped[reason] = _dropped.GetValueOrDefault(reason) + 1;
            _resolver.Hear(words, sentence.Speaker);
            if (reason == FilterReasons.Question)
            {
                _question = (core, sentence.Speaker);
            }

            _clock.Book("filtering");
            return previous;
        }

        var statement = StatementRecognizer.Recognize(core, words, clause, times, saidAt);
        _clock.Book("recognition");
        ResolvedText resolved;
        if (fragment)
        {
            var question = _question!.Value.Text;
            _question = null;
            resolved = new ResolvedText(
                $"{sentence.Speaker.Name}, asked \"{(question.Length > MaxQuestion ? question[..MaxQuestion] : question)}?\", said: {core}", sentence.Speaker.Name, 0);
            _resolver.Hear(words, sentence.Speaker);
        }
        else
        {
            resolved = _resolver.Resolve(core, words, clause, sentence.Speaker, sentence.Addressee, times);
            _question = answers ? null : _question;
        }

        _clock.Book("resolution");
        var fact = FactBuilder.Build(sentence, statement, resolved, words, times, saidAt, asked, fragment);
        _clock.Book("annotation");
        if (previous is not null && clause.Subject == SubjectKind.Deictic && !asked && previous.Text.Length + fact.Text.Length <= MaxJoined && ReferenceEquals(previous, facts[^1]))
        {
            fact = FactBuilder.Join(previous, fact);
            facts[^1] = fact;
            return fact;
        }

        facts.Add(fact);
        return fact;
    }

    private DateTimeOffset? SaidAt(ConversationMessage message) => message.Date ?? _context.DefaultDate;

    private bool IsSpeaker(string word) => _speakerWords.Contains(PeopleMentioned.Bare(word));

    // An answer without a subject and verb of its own needs its question.
    private static bool IsFragment(Clause clause, List<Word> words) => clause.Subject is SubjectKind.None && words.Count is > 0 and <= 14;

    private bool AnswerSays(List<Word> words, IReadOnlyList<TemporalExpression> times) =>
        times.Count > 0 || ContentWords.Count(words, IsSpeaker, out var marked) > 1 || marked > 0;
}
