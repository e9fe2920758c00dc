using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FencyGrid.Api.Http;
using FencyGrid.Contracts.Organizations;

namespace FencyGrid.Api.Admin;

/// <summary>How administration's answers are written.</summary>
internal static class AdminJson
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
        options.TypeInfoResolverChain.Insert(0, AdminJsonContext.Default);
        return options;
    }

    private static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)Wire.GetTypeInfo(typeof(T));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AdminIssuedKey))]
[JsonSerializable(typeof(AdminKeys))]
[JsonSerializable(typeof(AdminOrganization))]
[JsonSerializable(typeof(CreateKeyRequest))]
[JsonSerializable(typeof(CreateOrganizationRequest))]
internal sealed partial class AdminJsonContext : JsonSerializerContext;
