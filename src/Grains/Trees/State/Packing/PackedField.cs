using System.Reflection;
using FencyGrid.Contracts.Trees;

namespace FencyGrid.Grains.Trees.State.Packing;

/// <summary>One property of an item, as a packed one holds it.</summary>
internal abstract class PackedField<TItem>
    where TItem : TreeItem
{
    /// <summary>Whether the item has it at another value than <paramref name="property"/> has unset.</summary>
    internal abstract bool IsSet(TItem item);

    internal abstract void Write(TItem item, PackWriter writer);

    internal abstract void Read(TItem item, ref PackReader reader);

    /// <exception cref="NotSupportedException">No form is known for the property's type.</exception>
    internal static PackedField<TItem> Of(PropertyInfo property, TItem unset) => property.PropertyType switch
    {
        var type when type == typeof(string) => Make(property, unset, static (writer, value) => writer.Text(value!), static (ref PackReader reader) => (string?)reader.Text()),
        var type when type == typeof(DateTimeOffset) => Make(property, unset, static (writer, value) => writer.Time(value), static (ref PackReader reader) => reader.Time()),
        var type when type == typeof(DateTimeOffset?) => Make(property, unset, static (writer, value) => writer.Time(value!.Value), static (ref PackReader reader) => (DateTimeOffset?)reader.Time()),
        var type when type == typeof(double) => Make(property, unset, static (writer, value) => writer.Number(value), static (ref PackReader reader) => reader.Number()),
        var type when type == typeof(double?) => Make(property, unset, static (writer, value) => writer.Number(value!.Value), static (ref PackReader reader) => (double?)reader.Number()),
        var type when type == typeof(int) => Make(property, unset, static (writer, value) => writer.Whole(value), static (ref PackReader reader) => (int)reader.Whole()),
        var type when type == typeof(int?) => Make(property, unset, static (writer, value) => writer.Whole(value!.Value), static (ref PackReader reader) => (int?)reader.Whole()),
        var type when type == typeof(bool) => Make(property, unset, static (writer, value) => writer.Whole(value ? 1 : 0), static (ref PackReader reader) => reader.Whole() != 0),
        var type when type == typeof(ItemState) => Make(property, unset, static (writer, value) => writer.Whole((int)value), static (ref PackReader reader) => (ItemState)reader.Whole()),
        var type when type == typeof(FactOrigin) => Make(property, unset, static (writer, value) => writer.Whole((int)value), static (ref PackReader reader) => (FactOrigin)reader.Whole()),
        var type when type == typeof(IReadOnlyList<string>) => Make(property, unset, static (writer, value) => writer.Texts(value), static (ref PackReader reader) => reader.Texts(), static value => value.Count > 0),
        var type => throw new NotSupportedException($"{typeof(TItem).Name}.{property.Name} is a {type.Name}: say here how such values are packed."),
    };

    private static Form<TValue> Make<TValue>(PropertyInfo property, TItem unset, Action<PackWriter, TValue> write, ReadValue<TValue> read, Func<TValue, bool>? isSet = null)
    {
        var get = property.GetMethod!.CreateDelegate<Func<TItem, TValue>>();
        var initial = get(unset);
        return new(get, property.SetMethod!.CreateDelegate<Action<TItem, TValue>>(), isSet ?? (value => !EqualityComparer<TValue>.Default.Equals(value, initial)), write, read);
    }

    private delegate TValue ReadValue<out TValue>(ref PackReader reader);

    private sealed class Form<TValue>(Func<TItem, TValue> get, Action<TItem, TValue> set, Func<TValue, bool> isSet, Action<PackWriter, TValue> write, ReadValue<TValue> read)
        : PackedField<TItem>
    {
        internal override bool IsSet(TItem item) => isSet(get(item));

        internal override void Write(TItem item, PackWriter writer) => write(writer, get(item));

        internal override void Read(TItem item, ref PackReader reader) => set(item, read(ref reader));
    }
}
