using System.Text.Json;
using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Api.OpenApi.Vendors;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.Conversations;

namespace FencyGrid.Api.XTrace;

internal sealed record AddMemoriesRequest(TreeAddress Tree, NewConversation Conversation, string Mode)
{
    public const string Chat = "chat";
    public const string Import = "import";
    public const string Force = "force";
    public const int MaxInstructions = 20_000;

    // Between people, clients give names for roles.
    private static readonly HashSet<string> Roles = new(StringComparer.OrdinalIgnoreCase)
    {
        "user", "human", "assistant", "ai", "bot", "model", "agent", "system", "developer", "tool", "function",
    };

    public static AddMemoriesRequest Read(RequestFields fields)
    {
        var mode = OneOf(fields, "mode", Chat, Import) ?? Chat;
        var tree = TreeAddress.OfUser(
            fields.Text("agent_id", TreeAddress.MaxPartLength) ?? TreeAddress.DefaultAgent,
            instanceId: null,
            fields.Text("user_id", TreeAddress.MaxPartLength) ?? TreeAddress.DefaultUser);
        var flushAfter = fields.Boolean("flush_after");
        var force = OneOf(fields, "flush_hint", Force) is not null;

        // Accepted as documented; nothing of how a message is read can be set by request.
        fields.Object("config_overrides");
        var conversation = new NewConversation(
            Messages(fields),
            fields.Text("conv_id", ConversationRules.MaxIdLength),
            fields.Boolean("infer") ?? true,
            mode == Import,
            force || flushAfter == true ? FlushPolicy.Now : flushAfter == false ? FlushPolicy.Later : FlushPolicy.WhenDue,
            MetadataText.Read(fields, "metadata"),
            CustomInstructions: fields.Text("custom_instructions", MaxInstructions));
        return new AddMemoriesRequest(tree, conversation, mode);
    }

    private static List<NewMessage> Messages(RequestFields fields)
    {
        var given = fields.Objects("messages", ConversationRules.MaxMessages) ?? throw fields.Missing("messages", "an array of {role, content}");
        if (given.Count == 0)
        {
            throw RequestFields.Invalid("messages", "is empty; at least one message is expected.");
        }

        var messages = new List<NewMessage>(given.Count);
        foreach (var message in given)
        {
            var role = message.RequiredText("role", ConversationRules.MaxIdLength);
            messages.Add(new NewMessage(
                role,
                message.RequiredText("content", ConversationRules.MaxContentLength),
                message.Text("date", ConversationRules.MaxIdLength),
                message.Text("dia_id", ConversationRules.MaxIdLength),
                Speaker: Roles.Contains(role) ? null : role));
        }

        return messages;
    }

    internal static string? OneOf(RequestFields fields, string field, params ReadOnlySpan<string> allowed)
    {
        if (fields.Find(field) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && value.GetString() is { } text && allowed.Contains(text)
            ? text
            : throw fields.Invalid(field, $"must be {string.Join(" or ", allowed.ToArray())}", value);
    }
}

/// <param name="CharBudget">How many characters of text the answer may hold for a prompt; null for no bound.</param>
internal sealed record SearchMemoriesRequest(
    string Query,
    XTraceFilter Filter,
    bool IsContext,
    int TopK,
    double? Threshold,
    bool Rerank,
    int? CharBudget,
    string? ConvId,
    IReadOnlyList<string> ConvHistory,
    IReadOnlyList<string> ExcludeArtifactIds)
{
    public const string Flat = "flat";
    public const string Context = "context";

    public const int MaxQuery = 8_192;
    public const int MaxHistory = 1_000;
    public const int MaxExcluded = 1_000;

    private const int DefaultTopK = 10;

    public string Mode => IsContext ? Context : Flat;

    public static SearchMemoriesRequest Read(RequestFields fields) => new(
        fields.RequiredText("query", MaxQuery),
        XTraceFilter.Read(fields),
        AddMemoriesRequest.OneOf(fields, "mode", Flat, Context) == Context,
        fields.Integer("top_k", 1, TreeSearchRequest.MaxLimit) ?? DefaultTopK,
        ReadThreshold(fields),
        fields.Boolean("rerank") ?? false,
        fields.Integer("char_budget", 1, int.MaxValue),
        fields.Text("conv_id", ConversationRules.MaxIdLength),
        History(fields),
        fields.Texts("exclude_artifact_ids", MaxExcluded) ?? []);

    public TreeSearchRequest ToSearch() => new()
    {
        Query = Query,
        Limit = TopK,
        Filter = Filter.Text,
        ExcludeIds = ExcludeArtifactIds,
        History = ConvHistory,
        ConversationId = ConvId,
        Threshold = Threshold,
        Rerank = Rerank,
    };

    private static double? ReadThreshold(RequestFields fields)
    {
        if (fields.Find("threshold") is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and <= 1 and var threshold
            ? threshold
            : throw fields.Invalid("threshold", "must be a number from 0 to 1", value);
    }

    /// <summary>Texts, or messages whose content counts.</summary>
    private static List<string> History(RequestFields fields)
    {
        if (fields.Find("conv_history") is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MaxHistory)
        {
            throw fields.Invalid("conv_history", $"must be an array of at most {MaxHistory} messages", value);
        }

        var texts = new List<string>();
        foreach (var turn in value.EnumerateArray())
        {
            var text = turn.ValueKind == JsonValueKind.Object && turn.TryGetProperty("content", out var content) ? content : turn;
            texts.Add(text.ValueKind == JsonValueKind.String
                ? text.GetString()!
                : throw fields.Invalid($"conv_history[{texts.Count}]", "must be a string or {role, content}", turn));
        }

        return texts;
    }
}

/// <summary>Page and size come from the query string, as in the addresses of other pages, or from the body.</summary>
internal sealed record ListMemoriesRequest(XTraceFilter Filter, int Page, int PageSize)
{
    public const int MaxPageSize = 1_000;
    public const int MaxPage = 1_000_000;

    private const int DefaultPageSize = 50;

    public static IReadOnlyList<VendorParameter> Parameters { get; } =
    [
        VendorParameter.Number("page", "The page, from 1. Goes before the body's.", 1, 1, MaxPage),
        VendorParameter.Number("page_size", "So many on a page. Goes before the body's.", DefaultPageSize, 1, MaxPageSize),
    ];

    public ItemQuery ToQuery() => new() { Filter = Filter.Text, Limit = PageSize, Offset = (Page - 1) * PageSize };

    public static ListMemoriesRequest Read(RequestFields fields, IQueryCollection query) => new(
        XTraceFilter.Read(fields),
        Number(fields, query, "page", MaxPage) ?? 1,
        Number(fields, query, "page_size", MaxPageSize) ?? DefaultPageSize);

    private static int? Number(RequestFields fields, IQueryCollection query, string name, int max)
    {
        if (!query.TryGetValue(name, out var values))
        {
            return fields.Integer(name, 1, max);
        }

        return values is [{ } text] && int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= max
            ? number
            : throw RequestFields.Invalid(name, $"must be a whole number from 1 to {max}; it is '{GivenValue.Shortened(values.ToString())}'.");
    }
}

internal sealed record PatchMemoryRequest(string? Text, string? Metadata)
{
    public const int MaxText = 200_000;

    public bool IsEmpty => Text is null && Metadata is null;

    public static PatchMemoryRequest Read(RequestFields fields) => new(fields.Text("text", MaxText), MetadataText.Read(fields, "metadata"));
}
