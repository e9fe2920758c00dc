using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Body;
using FencyGrid.Contracts.Search;

namespace FencyGrid.Api.Fency;

public sealed record FencyMemoryTypeAccess(string MemoryTypeId, IReadOnlyList<string>? MemoryIds, RawJson? Match);

/// <summary>What a task may read.</summary>
public sealed record FencyGuardRails(IReadOnlyList<FencyMemoryTypeAccess> MemoryTypes)
{
    private const int MaxMemoryTypes = 100;
    private const int MaxMemoryIds = 1_000;

    internal static FencyGuardRails? Read(RequestFields fields)
    {
        if (fields.Object("guardRails") is not { } guardRails)
        {
            return null;
        }

        var types = guardRails.Objects("memoryTypes", MaxMemoryTypes) ?? throw guardRails.Missing("memoryTypes", "an array");
        return new FencyGuardRails([.. types.Select(type => new FencyMemoryTypeAccess(
            type.RequiredText("memoryTypeId", int.MaxValue),
            type.Texts("memoryIds", MaxMemoryIds),
            MatchText.Read(type, "match") is { } match ? new RawJson(match) : null))]);
    }

    internal GuardRails ToGuardRails() =>
        new([.. MemoryTypes.Select(access => new MemoryTypeAccess(access.MemoryTypeId, access.MemoryIds, access.Match?.Text))]);
}
