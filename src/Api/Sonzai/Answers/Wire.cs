using FencyGrid.Api.Http;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Api.Sonzai.Answers;

/// <summary>How values of the grid read on the wire, where optional fields without a value are left out.</summary>
internal static class Wire
{
    public static IReadOnlyList<string>? Some(IReadOnlyList<string> texts) => texts.Count > 0 ? texts : null;

    public static string? Some(string text) => text.Length > 0 ? text : null;

    /// <summary>Null for the empty object, which is <c>{}</c> in the store.</summary>
    public static RawJson? Metadata(string text) => text.Length > 2 ? new RawJson(text) : null;

    public static string Period(ConsolidationPeriod period) => period == ConsolidationPeriod.Daily ? "daily" : "weekly";

    public static string Status(ConsolidationStatus status) => status switch
    {
        ConsolidationStatus.Completed => "completed",
        ConsolidationStatus.Refused => "refused",
        _ => "undone",
    };
}
