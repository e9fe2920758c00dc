using System.Collections.Concurrent;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using FencyGrid.Api.Http;

namespace FencyGrid.Api.OpenApi.Vendors;

/// <summary>Reads the schemas of an API off the types that are written and read: what is <c>required</c> there is required on the wire.</summary>
/// <param name="naming">How names are written.</param>
/// <param name="prefix">What our types' names begin with and those on the wire do not.</param>
/// <param name="keepsNulls">Whether answers hold every field, if as null, and requests may hold fields that are not looked at.</param>
internal sealed class SchemaReflection(JsonNamingPolicy naming, string prefix, bool keepsNulls)
{
    private readonly ConcurrentDictionary<Type, ObjectSchema> _known = new();

    public string NameOf(Type type) => type.Name.StartsWith(prefix, StringComparison.Ordinal) ? type.Name[prefix.Length..] : type.Name;

    public ObjectSchema Of(Type type) => _known.GetOrAdd(type, type =>
    {
        var nullability = new NullabilityInfoContext();
        return new ObjectSchema(
            NameOf(type),
            [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always } && property.GetIndexParameters().Length == 0)
                .OrderBy(property => property.GetCustomAttribute<JsonPropertyOrderAttribute>()?.Order ?? 0)
                .Select(property => Field(property, nullability))],
            IsOpen: keepsNulls && IsRequest(type));
    });

    /// <summary>The schemas of the types and of all that they refer to, by name.</summary>
    public IReadOnlyList<ObjectSchema> WithParts(IEnumerable<Type> types)
    {
        var found = new SortedDictionary<string, ObjectSchema>(StringComparer.Ordinal);
        var open = new Stack<Type>(types);
        while (open.TryPop(out var type))
        {
            var schema = Of(type);
            if (found.TryAdd(schema.Name, schema))
            {
                foreach (var part in schema.Fields.Select(field => ReferredTo(field.Value)).OfType<ReferenceSchema>())
                {
                    open.Push(part.Type);
                }
            }
        }

        return [.. found.Values];
    }

    private static ReferenceSchema? ReferredTo(ValueSchema value) => value switch
    {
        ReferenceSchema reference => reference,
        NullableSchema nullable => ReferredTo(nullable.Value),
        ListSchema list => ReferredTo(list.Item),
        MapSchema map => ReferredTo(map.Item),
        _ => null,
    };

    private static bool IsRequest(Type? type) => typeof(IRequestShape).IsAssignableFrom(type);

    private FieldSchema Field(PropertyInfo property, NullabilityInfoContext nullability)
    {
        var name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? naming.ConvertName(property.Name);
        var mayBeNull = nullability.Create(property).ReadState != NullabilityState.NotNull;
        var isKept = keepsNulls && !IsRequest(property.DeclaringType);
        var value = Value(property.PropertyType, property, mayBeNull);
        return new FieldSchema(
            name,
            isKept && mayBeNull ? new NullableSchema(value) : value,
            isKept || property.GetCustomAttribute<RequiredMemberAttribute>() is not null,
            property.GetCustomAttribute<DescriptionAttribute>()?.Description,
            property.GetCustomAttribute<ReadOnlyAttribute>() is { IsReadOnly: true });
    }

    private ValueSchema Value(Type given, PropertyInfo property, bool mayBeNull)
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

        if (type == typeof(Guid))
        {
            return new TextSchema(0, null, null, "uuid");
        }

        if (type == typeof(double))
        {
            var range = property.GetCustomAttribute<RangeAttribute>();
            return new NumberSchema((double?)range?.Minimum, (double?)range?.Maximum);
        }

        if (type == typeof(long) || type == typeof(int))
        {
            var range = property.GetCustomAttribute<RangeAttribute>();
            return new IntegerSchema((int?)range?.Minimum, (int?)range?.Maximum);
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
            return new ListSchema(
                Value(type.GetGenericArguments()[0], property, mayBeNull: false),
                property.GetCustomAttribute<MinLengthAttribute>()?.Length ?? 0,
                property.GetCustomAttribute<MaxLengthAttribute>()?.Length,
                mayBeNull && !keepsNulls && IsRequest(property.DeclaringType));
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            return new MapSchema(Value(type.GetGenericArguments()[1], property, mayBeNull: false), property.GetCustomAttribute<MaxLengthAttribute>()?.Length);
        }

        return new ReferenceSchema(type, NameOf(type));
    }
}

/// <summary>Marks what requests are made of.</summary>
internal interface IRequestShape;

/// <summary>On metadata-like fields: any JSON value, not only an object.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AnyValueAttribute : Attribute;
