using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FencyGrid.Api.Http;
using FencyGrid.Contracts.Organizations;

namespace FencyGrid.Api.Admin;

public sealed record AdminKey(
    string Id, DateTimeOffset CreatedAt, ApiKeyKind Kind, string Name, string Hint, bool IsOperator, DateTimeOffset? RevokedAt)
{
    public static AdminKey Of(ApiKey key) => new(key.Id, key.CreatedAt, key.Kind, key.Name, key.Hint, key.IsOperator, key.RevokedAt);
}

/// <param name="Value">The key itself: answered this once.</param>
public sealed record AdminIssuedKey(
    string Id, DateTimeOffset CreatedAt, ApiKeyKind Kind, string Name, string Hint, bool IsOperator, DateTimeOffset? RevokedAt, string Value)
{
    public static AdminIssuedKey Of(IssuedApiKey issued)
    {
        var key = issued.Key;
        return new(key.Id, key.CreatedAt, key.Kind, key.Name, key.Hint, key.IsOperator, key.RevokedAt, issued.Value);
    }
}

public sealed record AdminKeys(IReadOnlyList<AdminKey> Items);

/// <param name="SecretKey">The organization's first secret key: answered this once.</param>
public sealed record AdminOrganization(string Id, DateTimeOffset CreatedAt, string Name, string SecretKey, string PublishableKey);

public sealed record CreateKeyRequest(string Name, ApiKeyKind? Kind, bool? IsOperator);

public sealed record CreateOrganizationRequest(string Name);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AdminIssuedKey))]
[JsonSerializable(typeof(AdminKeys))]
[JsonSerializable(typeof(AdminOrganization))]
[JsonSerializable(typeof(CreateKeyRequest))]
[JsonSerializable(typeof(CreateOrganizationRequest))]
internal sealed partial class AdminJson : JsonSerializerContext
{
    private static readonly JsonSerializerOptions Wire = Configured(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new MicrosecondTimestampConverter() },
    });

    public static readonly JsonTypeInfo<AdminIssuedKey> IssuedKey = Of<AdminIssuedKey>();
    public static readonly JsonTypeInfo<AdminKeys> Keys = Of<AdminKeys>();
    public static readonly JsonTypeInfo<AdminOrganization> Organization = Of<AdminOrganization>();

    public static JsonSerializerOptions Configured(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter<ApiKeyKind>(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false));
        options.TypeInfoResolverChain.Insert(0, Default);
        return options;
    }

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Wire.GetTypeInfo(typeof(T));
}
