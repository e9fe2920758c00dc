using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;

namespace FencyGrid.Storage.Mapping;

/// <summary>One property of a row record as a column: how its value goes to a sink and comes back from a reader.</summary>
internal sealed record Column(string Name, PropertyInfo Property)
{
    /// <summary><c>sink.Text(position, row.Property)</c>, with the conversions of enums and times.</summary>
    public Expression Write(Expression row, Expression sink, int position)
    {
        Expression value = Expression.Property(row, Property);
        var (method, stored) = Stored();
        return Expression.Call(sink, typeof(IValueSink).GetMethod(method)!, Expression.Constant(position), Convert(value, stored));
    }

    /// <summary>The property's value at <paramref name="ordinal"/> of the reader.</summary>
    public Expression Read(Expression reader, Expression ordinal)
    {
        var type = Property.PropertyType;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        Expression value = Expression.Call(ReadMethod(plain), reader, ordinal);
        value = type == plain ? value : Expression.Convert(value, type);
        return IsNullable(Property)
            ? Expression.Condition(Expression.Call(reader, nameof(DbDataReader.IsDBNull), null, ordinal), Expression.Default(type), value)
            : value;
    }

    private (string Method, Type Stored) Stored()
    {
        var plain = Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;
        return plain switch
        {
            _ when plain == typeof(string) || plain.IsEnum => (nameof(IValueSink.Text), typeof(string)),
            _ when plain == typeof(long) || plain == typeof(int) || plain == typeof(DateTimeOffset) => (nameof(IValueSink.Integer), typeof(long?)),
            _ when plain == typeof(double) => (nameof(IValueSink.Real), typeof(double?)),
            _ when plain == typeof(bool) => (nameof(IValueSink.Boolean), typeof(bool?)),
            _ when plain == typeof(byte[]) => (nameof(IValueSink.Bytes), typeof(byte[])),
            _ => throw new NotSupportedException($"{Property.DeclaringType!.Name}.{Property.Name} has the type {plain.Name}, which no column can hold."),
        };
    }

    private static Expression Convert(Expression value, Type stored)
    {
        var type = value.Type;
        if (Nullable.GetUnderlyingType(type) is { } underlying && (underlying.IsEnum || underlying == typeof(DateTimeOffset)))
        {
            return Expression.Condition(
                Expression.Property(value, "HasValue"),
                Convert(Expression.Property(value, "Value"), stored),
                Expression.Default(stored));
        }

        if (type.IsEnum)
        {
            return Expression.Call(typeof(EnumText<>).MakeGenericType(type).GetMethod("Write")!, value);
        }

        if (type == typeof(DateTimeOffset))
        {
            return Expression.Convert(Expression.Call(typeof(Timestamp).GetMethod(nameof(Timestamp.Write))!, value), stored);
        }

        return type == stored ? value : Expression.Convert(value, stored);
    }

    private static MethodInfo ReadMethod(Type plain) => plain.IsEnum
        ? typeof(ColumnReader).GetMethod(nameof(ColumnReader.Enum))!.MakeGenericMethod(plain)
        : typeof(ColumnReader).GetMethods().Single(method => method.ReturnType == plain && !method.IsGenericMethod && method.DeclaringType == typeof(ColumnReader));

    private static bool IsNullable(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null
        || (!property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable);
}
