using FencyGrid.Contracts;
using FencyGrid.Grains.Trees;
using FencyGrid.Storage.Paging;

namespace FencyGrid.Storage.Trees;

internal sealed class TreePageTokens(PageTokens tokens) : ITreePageTokens
{
    public string Issue(string organizationId, string list, string cursor) =>
        tokens.Issue(Scope(organizationId, list), new PageCursor(PageDirection.Next, [cursor]));

    public string Read(string organizationId, string list, string token) =>
        tokens.Read(Scope(organizationId, list), new PageRequest(1, NextPageToken: token))?.Keyset is [string cursor]
            ? cursor
            : throw new InvalidRequestException("The page token is not of this list.");

    private static PageScope Scope(string organizationId, string list) => new(organizationId, "tree_items", false, list);
}
