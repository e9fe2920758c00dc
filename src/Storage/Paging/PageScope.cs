namespace FencyGrid.Storage.Paging;

/// <summary>Which list a page token belongs to: another organization's, another list's, or the same list otherwise filtered or sorted, refuses it.</summary>
/// <param name="List">The list's name, for example <c>memories</c>.</param>
/// <param name="Filters">What narrows the list, in a fixed order; null for a filter that is not set.</param>
public sealed record PageScope(string OrganizationId, string List, bool Ascending, params IReadOnlyList<string?> Filters);

public enum PageDirection
{
    Next,
    Previous,
}

/// <summary>Where a page starts: after (or, for <see cref="PageDirection.Previous"/>, before) the item with this key.</summary>
/// <param name="Keyset">The item's sort values: strings, longs or doubles.</param>
public sealed record PageCursor(PageDirection Direction, IReadOnlyList<object> Keyset);
