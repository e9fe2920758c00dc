using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Conversations;

namespace FencyGrid.Api.XTrace;

// What the description says of the bodies that XTraceRequests reads.

internal sealed record XTraceAddBody : IRequestShape
{
    [MinLength(1)]
    [MaxLength(ConversationRules.MaxMessages)]
    public required IReadOnlyList<XTraceMessageBody> Messages { get; init; }

    [AllowedValues(AddMemoriesRequest.Chat, AddMemoriesRequest.Import)]
    public string? Mode { get; init; }

    [Description("Whose memory; left out, the default agent's.")]
    [StringLength(TreeAddress.MaxPartLength)]
    public string? AgentId { get; init; }

    [Description("Of whom it is; left out, the default user.")]
    [StringLength(TreeAddress.MaxPartLength)]
    public string? UserId { get; init; }

    [StringLength(ConversationRules.MaxIdLength)]
    public string? ConvId { get; init; }

    [Description("false: every message is kept as it stands.")]
    public bool? Infer { get; init; }

    [Description("true: the episode is built now; false: later.")]
    public bool? FlushAfter { get; init; }

    [AllowedValues(AddMemoriesRequest.Force)]
    public string? FlushHint { get; init; }

    public JsonElement? Metadata { get; init; }

    [Description("Told to the model that reads the messages, where one is configured.")]
    [StringLength(AddMemoriesRequest.MaxInstructions)]
    public string? CustomInstructions { get; init; }

    [Description("Changes nothing here.")]
    public JsonElement? ConfigOverrides { get; init; }
}

internal sealed record XTraceMessageBody : IRequestShape
{
    [Description("user, assistant and the like, or a speaker's name.")]
    [StringLength(ConversationRules.MaxIdLength, MinimumLength = 1)]
    public required string Role { get; init; }

    [StringLength(ConversationRules.MaxContentLength, MinimumLength = 1)]
    public required string Content { get; init; }

    [Description("ISO 8601 or a common English form; anything else is kept as it is given.")]
    [StringLength(ConversationRules.MaxIdLength)]
    public string? Date { get; init; }

    [Description("The caller's own id of the message.")]
    [StringLength(ConversationRules.MaxIdLength)]
    public string? DiaId { get; init; }
}

internal sealed record XTraceSearchBody : IRequestShape
{
    [StringLength(SearchMemoriesRequest.MaxQuery, MinimumLength = 1)]
    public required string Query { get; init; }

    [Description("Decide before anything is ranked.")]
    public JsonElement? Filters { get; init; }

    [AllowedValues(SearchMemoriesRequest.Flat, SearchMemoriesRequest.Context)]
    public string? Mode { get; init; }

    [Range(1, TreeSearchRequest.MaxLimit)]
    public int? TopK { get; init; }

    [Range(0d, 1d)]
    public double? Threshold { get; init; }

    public bool? Rerank { get; init; }

    [Description("So many characters of text may the answer hold for a prompt.")]
    [Range(1, int.MaxValue)]
    public int? CharBudget { get; init; }

    [StringLength(ConversationRules.MaxIdLength)]
    public string? ConvId { get; init; }

    [AnyValue]
    [Description("What was said before the query: texts, or objects with content.")]
    [MaxLength(SearchMemoriesRequest.MaxHistory)]
    public IReadOnlyList<JsonElement>? ConvHistory { get; init; }

    [MaxLength(SearchMemoriesRequest.MaxExcluded)]
    public IReadOnlyList<string>? ExcludeArtifactIds { get; init; }
}

internal sealed record XTraceListBody : IRequestShape
{
    public JsonElement? Filters { get; init; }

    [Range(1, ListMemoriesRequest.MaxPage)]
    public int? Page { get; init; }

    [Range(1, ListMemoriesRequest.MaxPageSize)]
    public int? PageSize { get; init; }
}

internal sealed record XTracePatchBody : IRequestShape
{
    [StringLength(PatchMemoryRequest.MaxText)]
    public string? Text { get; init; }

    [Description("Merged into what is there; null removes a field.")]
    public JsonElement? Metadata { get; init; }
}
