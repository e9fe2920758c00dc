using System.Diagnostics;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Extraction;
using FencyGrid.Grains.Extraction.Segmentation;
using FencyGrid.Grains.Extraction.Times;
using FencyGrid.Grains.Trees.Rules;
using FencyGrid.Grains.Trees.State;

namespace FencyGrid.Grains.Trees.Conversations;

/// <summary>Takes a conversation's messages in: as memories of their own, or as the evidence of the facts that are read from them.</summary>
public sealed class ConversationWriter(IFactReader reader, FactWriter writer, TreeOptions options)
{
    private readonly EpisodeBuilder _episodes = new(reader, options);

    /// <param name="conversationId">The given id, or a new one.</param>
    /// <param name="recalled">Texts that searches answered with lately.</param>
    public ConversationResult Add(TreeDraft draft, SaltedHash hash, NewConversation conversation, string conversationId, IReadOnlyList<string> recalled)
    {
        var timings = new StageClock();
        var stored = conversation.Infer
            ? Infer(draft, hash, conversation, conversationId, recalled, timings)
            : Keep(draft, conversation, conversationId);
        timings.Mark("store");
        var flush = new StageClock();
        var episodes = _episodes.Flush(draft, conversationId, conversation.Flush, conversation.Import);
        flush.Mark("episodes");
        return stored with
        {
            // What was stored may have been given its episode, or lost its place to a later message's fact, since.
            Facts = [.. stored.Facts.Select(fact => draft.Tree.Fact(fact.Id)).OfType<Fact>()],
            Messages = [.. stored.Messages.Select(message => draft.Tree.Item(message.Id)?.Value).OfType<Message>()],
            Artifacts = [.. stored.Artifacts.Select(artifact => draft.Tree.Item(artifact.Id)?.Value).OfType<Artifact>()],
            Episodes = episodes,
            StageTimings = timings.Milliseconds,
            FlushTimings = episodes.Count > 0 ? flush.Milliseconds : new Dictionary<string, double>(),
        };
    }

    private ConversationResult Infer(TreeDraft draft, SaltedHash hash, NewConversation conversation, string conversationId, IReadOnlyList<string> recalled, StageClock timings)
    {
        var messages = new List<Message>();
        var places = new Dictionary<int, int>();
        foreach (var (place, given) in WithSpeakers(conversation.Messages).Index())
        {
            if (!IsKnown(draft, conversationId, given))
            {
                places[place] = messages.Count;
                var message = ToMessage(draft, conversation, conversationId, given);
                draft.Put(message);
                messages.Add(message);
            }
        }

        var context = new ExtractionContext
        {
            UserName = conversation.UserName,
            AgentName = conversation.AgentName,
            RecentlyRecalled = recalled,
        };

        // What is said in a chat is said now, and what follows a dated message without a date of its own was said then.
        // A date that was not understood is no time, and neither is now.
        DateTimeOffset? before = conversation.Import ? null : draft.Now;
        DateTimeOffset? SaidAt(Message message) =>
            message.SaidAt is { } at ? before = at : string.IsNullOrWhiteSpace(message.DateText) ? before : null;
        var extracted = reader.Extract(
            [.. messages.Select(message => new ConversationMessage(message.Id, message.Role, message.Speaker, message.Content, SaidAt(message), message.Caption))],
            context,
            Proposals(conversation, places));
        foreach (var (stage, milliseconds) in extracted.StageTimings)
        {
            timings.Add(stage, milliseconds);
        }

        timings.Skip();
        var byId = messages.ToDictionary(message => message.Id);
        var facts = new List<Fact>();
        var superseded = new List<SupersededFact>();
        var merged = new Dictionary<string, string>();
        var dropped = extracted.Dropped.ToDictionary();
        foreach (var read in extracted.Facts)
        {
            List<Message> evidence = [.. read.MessageIds.Select(id => byId.GetValueOrDefault(id)).OfType<Message>()];
            var given = new NewFact { Text = read.Text, Origin = FactOrigin.Extracted, SessionId = conversationId, SourceId = conversationId, Metadata = conversation.Metadata, IgnoreTombstone = false };
            var outcome = writer.Add(draft, hash, given, read.Text, read, evidence);
            if (outcome.Fact is not { } fact)
            {
                dropped["deleted_before"] = dropped.GetValueOrDefault("deleted_before") + 1;
                continue;
            }

            facts.Add(fact);
            superseded.AddRange(outcome.SupersededIds.Select(old => new SupersededFact(old, fact.Id)));
            if (outcome.Kind == FactOutcomeKind.Confirmed)
            {
                merged[TreeDraft.NewId()] = fact.Id;
            }
        }

        var artifacts = AddArtifacts(draft, conversation, conversationId, extracted, byId, facts);
        return Result(conversationId, [.. facts.DistinctBy(fact => fact.Id)], messages, artifacts) with { Superseded = superseded, ConsolidationIds = merged, Dropped = dropped };
    }

    /// <summary>What a model read in messages that are new, by their places among those.</summary>
    private static List<ProposedFact>? Proposals(NewConversation conversation, Dictionary<int, int> places) => conversation.Proposals is null ? null :
    [
        .. conversation.Proposals
            .Where(proposal => !proposal.Messages.Any(place => place >= 0 && place < conversation.Messages.Count) || proposal.Messages.Any(places.ContainsKey))
            .Select(proposal => proposal with { Messages = [.. proposal.Messages.Where(places.ContainsKey).Select(place => places[place])] }),
    ];

    private static List<Artifact> AddArtifacts(
        TreeDraft draft, NewConversation conversation, string conversationId, ExtractionResult extracted, Dictionary<string, Message> messages, List<Fact> facts)
    {
        var artifacts = new List<Artifact>();
        var metadata = MetadataObject.Write(MetadataObject.Parse(conversation.Metadata));
        foreach (var read in extracted.Artifacts)
        {
            var source = messages.GetValueOrDefault(read.MessageId);
            if (ArtifactVersions.Add(draft, read, source, conversationId, metadata) is not { } artifact)
            {
                continue;
            }

            List<Fact> descriptors = [.. facts.Where(fact => fact.EvidenceMessageIds.Contains(read.MessageId)).Select(fact => draft.Tree.Fact(fact.Id)).OfType<Fact>()];
            foreach (var fact in descriptors)
            {
                draft.Put(fact with { SourceArtifactId = artifact.Id, RootArtifactId = artifact.RootArtifactId });
            }

            artifact = artifact with { DescriptorFactIds = [.. descriptors.Select(fact => fact.Id)] };
            draft.Put(artifact);
            artifacts.Add(artifact);
        }

        return artifacts;
    }

    /// <summary>Every message as a fact of its own, word for word: nothing is merged, superseded or left out.</summary>
    private ConversationResult Keep(TreeDraft draft, NewConversation conversation, string conversationId)
    {
        var facts = new List<Fact>();
        foreach (var given in WithSpeakers(conversation.Messages))
        {
            if (IsKnown(draft, conversationId, given))
            {
                continue;
            }

            var message = ToMessage(draft, conversation, conversationId, given);
            var text = given.Caption is { } caption ? $"{given.Content}\n[{caption}]".Trim() : given.Content;
            var read = reader.Describe(text, message.SaidAt) with { SourceRole = given.Role, SaidAt = message.SaidAt };
            var fact = FactComposer.Compose(
                draft,
                new NewFact { Text = text, Origin = FactOrigin.Verbatim, SessionId = conversationId, SourceId = conversationId, Metadata = message.Metadata },
                text,
                read,
                options.NodeCapacity) with
            {
                Speaker = message.Speaker,
                DateText = given.Date,
                SourceDiaIds = given.DiaId is { } diaId ? [diaId] : [],
                Position = message.Position,
            };
            draft.Put(fact);
            facts.Add(fact);
        }

        return Result(conversationId, facts, [], []);
    }

    /// <summary>A speaker may be named before the words, as in a transcript.</summary>
    private static IEnumerable<NewMessage> WithSpeakers(IReadOnlyList<NewMessage> messages)
    {
        var prefixes = SpeakerPrefix.Learn(messages.Select(message => (message.Speaker, message.Content)));
        return messages.Select(message => string.IsNullOrWhiteSpace(message.Speaker) ? message with { Speaker = prefixes.Only(message.Content) } : message);
    }

    // An import that is tried again sends messages that are here already.
    private static bool IsKnown(TreeDraft draft, string conversationId, NewMessage given) =>
        given.DiaId is { } diaId && draft.Tree.Under(FactKeys.Dia(conversationId, diaId)).Any(id => draft.Tree.Item(id)?.Value switch
        {
            Message message => message.DiaId == diaId && message.Content == given.Content,
            Fact fact => fact.SourceDiaIds is [var own] && own == diaId && fact.Text.StartsWith(given.Content, StringComparison.Ordinal),
            _ => false,
        });

    private static Message ToMessage(TreeDraft draft, NewConversation conversation, string conversationId, NewMessage given)
    {
        var createdAt = draft.Next();
        return new Message
        {
            Id = TreeDraft.NewId(),
            Tree = draft.Address,
            SessionId = conversationId,
            Metadata = MetadataObject.Merge(MetadataObject.Write(MetadataObject.Parse(conversation.Metadata)), given.Metadata),
            Role = given.Role,
            Speaker = given.Speaker,
            Content = given.Content,
            SaidAt = FreeTextDate.Parse(given.Date)?.ToUniversalTime(),
            DateText = given.Date,
            DiaId = given.DiaId,
            Caption = given.Caption,
            Position = draft.Tree.Session(conversationId).NextPosition,
            CreatedAt = createdAt,
            UpdatedAt = createdAt,
        };
    }

    private static ConversationResult Result(string conversationId, IReadOnlyList<Fact> facts, IReadOnlyList<Message> messages, IReadOnlyList<Artifact> artifacts) => new(
        conversationId,
        facts,
        messages,
        artifacts,
        [],
        [],
        new Dictionary<string, string>(),
        new Dictionary<string, int>(),
        new Dictionary<string, double>(),
        new Dictionary<string, double>());

    /// <summary>How long each stage took.</summary>
    private sealed class StageClock
    {
        private readonly Dictionary<string, double> _milliseconds = [];
        private long _last = Stopwatch.GetTimestamp();

        public IReadOnlyDictionary<string, double> Milliseconds => _milliseconds;

        public void Mark(string stage)
        {
            Add(stage, Stopwatch.GetElapsedTime(_last).TotalMilliseconds);
            Skip();
        }

        public void Add(string stage, double milliseconds) => _milliseconds[stage] = _milliseconds.GetValueOrDefault(stage) + milliseconds;

        public void Skip() => _last = Stopwatch.GetTimestamp();
    }
}
