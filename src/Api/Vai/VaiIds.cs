using System.Security.Cryptography;
using System.Text;
using FencyGrid.Api.Http.Body;
using FencyGrid.Contracts;

namespace FencyGrid.Api.Vai;

/// <summary>VirtuousAI's ids are UUIDs throughout.</summary>
internal static class VaiIds
{
    private const string MemoryId = "memory_id";

    /// <summary>The organization's id without its prefix: 32 hex digits are a UUID.</summary>
    public static Guid OfOrganization(string organizationId) => Guid.ParseExact(organizationId.AsSpan(Ids.Organization.Length), "N");

    /// <exception cref="Http.RefusedException">422: the path does not hold a UUID.</exception>
    public static string ReadMemoryId(string given) => Guid.TryParse(given, out var id)
        ? id.ToString("D")
        : throw VaiRequests.Invalid(["path", MemoryId], "uuid_parsing", $"must be a UUID; it is '{GivenValue.Shortened(given)}'.");

    /// <summary>A thread's id: the session's where that is a UUID, else one that follows from its name, the same for the same name.</summary>
    public static Guid? OfThread(string? sessionId)
    {
        if (sessionId is null || Guid.TryParse(sessionId, out _))
        {
            return sessionId is null ? null : Guid.Parse(sessionId);
        }

        // RFC 9562, version 8: a UUID by a rule of one's own.
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(sessionId), digest);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest[..16], bigEndian: true);
    }
}
