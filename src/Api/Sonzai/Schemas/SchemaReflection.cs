using System.Collections.Concurrent;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using FencyGrid.Api.Http;

namespace FencyGrid.Api.Sonzai.Schemas;

/// <summary>Reads schemas off the types that are written and read: what is <c>required</c> there is required on the wire.</summary>
internal static class SchemaReflection
{
    private static readonly ConcurrentDictionary<Type, ObjectSchema> Known = new();

    public static ObjectSchema Of(Type type) => Known.GetOrAdd(type, static type =>
    {
        var nullability = new NullabilityInfoContext();
        return new ObjectSchema(
            SchemaNames.Of(type),
            [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always } && property.GetIndexParameters().Length == 0)
                .OrderBy(property => property.GetCustomAttribute<JsonPropertyOrderAttribute>()?.Order ?? 0)
                .Select(property => Field(property, nullability))]);
    });

    private static FieldSchema Field(PropertyInfo property, NullabilityInfoContext nullability)
    {
        var name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        var mayBeNull = nullability.Create(property).ReadState != NullabilityState.NotNull;
        return new FieldSchema(
            name,
            name == SonzaiObject.SchemaField ? new TextSchema(0, null, null, "uri") : Value(property.PropertyType, property, mayBeNull),
            property.GetCustomAttribute<RequiredMemberAttribute>() is not null,
            property.GetCustomAttribute<DescriptionAttribute>()?.Description);
    }

    private static ValueSchema Value(Type given, PropertyInfo property, bool mayBeNull)
    {
        var type = Nullable.GetUnderlyingType(given) ?? given;
        if (type == typeof(string))
        {
            var length = property.GetCustomAttribute<StringLengthAttribute>();
            var format = property.GetCustomAttribute<DataTypeAttribute>() is { DataType: DataType.Url } ? "uri" : null;
            return new TextSchema(
                length?.MinimumLength ?? 0,
                length?.MaximumLength,
                property.GetCustomAttribute<AllowedValuesAttribute>() is { } choices ? [.. choices.Values.Cast<string>()] : null,
                format);
        }

        if (type == typeof(DateTimeOffset))
        {
            return new TextSchema(0, null, null, "date-time");
        }

        if (type == typeof(double))
        {
            var range = property.GetCustomAttribute<RangeAttribute>();
            return new NumberSchema((double?)range?.Minimum, (double?)range?.Maximum);
        }

        if (type == typeof(long) || type == typeof(int))
        {
            return new IntegerSchema();
        }

        if (type == typeof(bool))
        {
            return new FlagSchema();
        }

        if (type == typeof(JsonElement))
        {
            return property.GetCustomAttribute<AnyValueAttribute>() is null ? new AnyObjectSchema() : new AnySchema();
        }

        if (type == typeof(RawJson))
        {
            return new AnyObjectSchema();
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var isRequest = typeof(ISonzaiRequest).IsAssignableFrom(property.DeclaringType);
            return new ListSchema(
                Value(type.GetGenericArguments()[0], property, mayBeNull: false),
                property.GetCustomAttribute<MinLengthAttribute>()?.Length ?? 0,
                property.GetCustomAttribute<MaxLengthAttribute>()?.Length,
                mayBeNull && isRequest);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            return new MapSchema(Value(type.GetGenericArguments()[1], property, mayBeNull: false), property.GetCustomAttribute<MaxLengthAttribute>()?.Length);
        }

        return new ReferenceSchema(type);
    }
}
