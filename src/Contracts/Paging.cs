namespace FencyGrid.Contracts;

/// <summary>Which page of a list: newest first unless <see cref="Ascending"/>. At most one of the two tokens is set.</summary>
public sealed record PageRequest(int Limit, bool Ascending = false, string? NextPageToken = null, string? PreviousPageToken = null)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 100;
}

/// <summary>One page of a list and the tokens of its neighbours, null at the ends.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? PreviousPageToken, string? NextPageToken);
