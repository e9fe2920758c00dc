using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FencyGrid.Contracts;

namespace FencyGrid.Storage.Paging;

/// <summary>
/// Page tokens: the key of the item that a page starts at, signed with the server's key together with the list it belongs to.
/// A token is base64url of a JSON array (direction, then the key's values) followed by an HMAC-SHA-256.
/// </summary>
public sealed class PageTokens
{
    private const int MaxTokenCharacters = 4096;

    private readonly byte[] _key;

    /// <param name="key">The server's secret, at least 32 bytes; the same on every server of a grid.</param>
    public PageTokens(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, 32);
        _key = key;
    }

    /// <summary>The token of the page that lies in the cursor's direction from its item.</summary>
    public string Issue(PageScope scope, PageCursor cursor)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(cursor);
        var payload = JsonSerializer.SerializeToUtf8Bytes((object[])[(int)cursor.Direction, .. cursor.Keyset]);
        return Base64Url.EncodeToString([.. payload, .. Sign(scope, payload)]);
    }

    /// <summary>The cursor that the request's token holds; null for the first page.</summary>
    /// <exception cref="InvalidRequestException">Both tokens are given, or one that was not issued for this list and direction.</exception>
    public PageCursor? Read(PageScope scope, PageRequest request)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(request);
        return request switch
        {
            { NextPageToken: not null, PreviousPageToken: not null } => throw new InvalidRequestException("Give the next page token or the previous page token, not both."),
            { NextPageToken: { } next } => Read(scope, next, PageDirection.Next),
            { PreviousPageToken: { } previous } => Read(scope, previous, PageDirection.Previous),
            _ => null,
        };
    }

    private PageCursor Read(PageScope scope, string token, PageDirection direction)
    {
        var name = direction == PageDirection.Next ? "next" : "previous";
        if (token.Length > MaxTokenCharacters || !Base64Url.IsValid(token))
        {
            throw Refuse(name);
        }

        var bytes = Base64Url.DecodeFromChars(token);

        // The same text must come back: otherwise stray bits at the end would make other spellings of a token valid.
        if (bytes.Length <= HMACSHA256.HashSizeInBytes || Base64Url.EncodeToString(bytes) != token)
        {
            throw Refuse(name);
        }

        var payload = bytes.AsSpan(0, bytes.Length - HMACSHA256.HashSizeInBytes);
        if (!CryptographicOperations.FixedTimeEquals(Sign(scope, payload), bytes.AsSpan(payload.Length)))
        {
            throw Refuse(name);
        }

        using var json = JsonDocument.Parse(payload.ToArray());
        var values = json.RootElement.EnumerateArray().ToArray();
        return values[0].GetInt32() == (int)direction
            ? new PageCursor(direction, [.. values.Skip(1).Select(Value)])
            : throw Refuse(name);
    }

    private static object Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        _ when element.TryGetInt64(out var number) => number,
        _ => element.GetDouble(),
    };

    private byte[] Sign(PageScope scope, ReadOnlySpan<byte> payload)
    {
        // The scope as JSON keeps its parts apart: no two scopes read the same.
        var context = JsonSerializer.SerializeToUtf8Bytes((object?[])["page", scope.OrganizationId, scope.List, scope.Ascending, .. scope.Filters]);
        return HMACSHA256.HashData(_key, (byte[])[.. BitConverter.GetBytes(payload.Length), .. payload, .. context]);
    }

    private static InvalidRequestException Refuse(string name) =>
        new($"The {name} page token is not one that was issued for this list with these filters and this order. Start again without a token.");
}
