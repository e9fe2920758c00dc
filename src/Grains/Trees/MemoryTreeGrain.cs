using FencyGrid.Contracts;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Embeddings;
using FencyGrid.Grains.Engine;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Trees.Consolidation;
using FencyGrid.Grains.Trees.Conversations;
using FencyGrid.Grains.Trees.Rows;
using FencyGrid.Grains.Trees.Rules;
using FencyGrid.Grains.Trees.Search;
using FencyGrid.Grains.Trees.State;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Trees;

/// <summary>
/// One memory tree. A turn drafts its changes, commits their rows and publishes the next state; reads run beside it on the state that is
/// published. This part loads and writes; the others are its calls.
/// </summary>
public sealed partial class MemoryTreeGrain : Grain, IMemoryTreeGrain
{
    private const int MaxFactsPerCall = 1000;

    private readonly IGrid _grid;
    private readonly IStore _store;
    private readonly ITreeQueries _queries;
    private readonly IVectorQueries _vectorQueries;
    private readonly TextEmbedder _embedder;
    private readonly IFactReader _reader;
    private readonly TimeProvider _time;
    private readonly TreeOptions _options;
    private readonly ILogger<MemoryTreeGrain> _logger;
    private readonly TreeAddress _address;
    private readonly string _treeId;
    private readonly UseLog _uses;
    private readonly FactWriter _writer;
    private readonly ItemRemoval _removal;
    private readonly ItemUpdate _update;
    private readonly ConversationWriter _conversations;
    private readonly Consolidator _consolidator;
    private Published _published;
    private TreeRow? _row;
    private DateTimeOffset? _nextNight;

    public MemoryTreeGrain(
        GrainContext context,
        IGrid grid,
        IStore store,
        ITreeQueries queries,
        IVectorQueries vectorQueries,
        TextEmbedder embedder,
        IFactReader reader,
        TimeProvider time,
        TreeOptions options,
        ILogger<MemoryTreeGrain> logger)
        : base(context)
    {
        _grid = grid;
        _store = store;
        _queries = queries;
        _vectorQueries = vectorQueries;
        _embedder = embedder;
        _vectors = new OwnedVectors<string>(embedder.Model);
        _reader = reader;
        _time = time;
        _options = options;
        _logger = logger;
        _address = TreeAddress.FromKey(context.Key);
        _treeId = TreeId.Of(_address);
        _uses = new UseLog(time);
        _writer = new FactWriter(reader, options);
        _removal = new ItemRemoval(reader);
        _update = new ItemUpdate(reader, _writer, options);
        _conversations = new ConversationWriter(reader, _writer, options);
        _consolidator = new Consolidator(reader, options);
        _published = new Published(TreeState.Empty(_address), new TreeIndex());
    }

    public override long ResidentBytes
    {
        get
        {
            var (state, index) = Current;
            return 4096 + state.ResidentBytes + index.ResidentBytes + _vectors.ResidentBytes + _uses.ResidentBytes;
        }
    }

    private Published Current => Volatile.Read(ref _published);

    private TreeState State => Current.State;

    public override async Task ActivateAsync(CancellationToken cancellationToken)
    {
        _row = await _queries.FindTreeAsync(OrganizationId, _treeId, cancellationToken);
        if (_row is not null)
        {
            _published = await TreeLoader.LoadAsync(_queries, OrganizationId, _treeId, _address, _uses, cancellationToken);
            await LoadVectorsAsync(cancellationToken);
        }
    }

    public override async Task DeactivateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SaveUseAsync(cancellationToken);
        }
        catch (GridException exception)
        {
            LogUseLost(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The latest use counts of a tree could not be written and are lost.")]
    private partial void LogUseLost(Exception exception);

    /// <summary>What reads run on: replaced as a whole.</summary>
    internal sealed record Published(TreeState State, TreeIndex Index);
}
