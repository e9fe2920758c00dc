using System.Globalization;
using FencyGrid.Grains.Extraction.Times;

namespace FencyGrid.Grains.Trees.Filters;

/// <summary>
/// What is asked of a field. Values are strings, numbers (double), booleans and null. A field that is absent, null or an empty list
/// has no values: it equals null, and is unequal to everything else.
/// </summary>
public abstract record Comparison
{
    public abstract bool Holds(IReadOnlyList<object> values);
}

public sealed record EqualTo(object? Operand) : Comparison
{
    public override bool Holds(IReadOnlyList<object> values) => Operand is null ? values.Count == 0 : values.Any(value => Values.AreEqual(value, Operand));
}

public sealed record NotEqualTo(object? Operand) : Comparison
{
    public override bool Holds(IReadOnlyList<object> values) => !new EqualTo(Operand).Holds(values);
}

public sealed record In(IReadOnlyList<object?> Operands) : Comparison
{
    public override bool Holds(IReadOnlyList<object> values) => Operands.Any(operand => new EqualTo(operand).Holds(values));
}

public sealed record NotIn(IReadOnlyList<object?> Operands) : Comparison
{
    public override bool Holds(IReadOnlyList<object> values) => !new In(Operands).Holds(values);
}

public sealed record Exists(bool Expected) : Comparison
{
    public override bool Holds(IReadOnlyList<object> values) => (values.Count > 0) == Expected;
}

/// <summary>Within bounds; null leaves a side open. Numbers compare as numbers, dates as times, other strings by their characters.</summary>
public sealed record Within(object? Lower, bool LowerInclusive, object? Upper, bool UpperInclusive) : Comparison
{
    private readonly DateTimeOffset? _lowerTime = Values.Time(Lower);
    private readonly DateTimeOffset? _upperTime = Values.Time(Upper);

    public override bool Holds(IReadOnlyList<object> values)
    {
        foreach (var value in values)
        {
            if (Holds(value))
            {
                return true;
            }
        }

        return false;
    }

    private bool Holds(object value) =>
        (Lower is null || (Values.Compare(value, Lower, _lowerTime) is { } low && (low > 0 || (low == 0 && LowerInclusive))))
        && (Upper is null || (Values.Compare(value, Upper, _upperTime) is { } high && (high < 0 || (high == 0 && UpperInclusive))));
}

internal static class Values
{
    public static bool AreEqual(object value, object operand) => (value, operand) switch
    {
        (DateTimeOffset time, string text) => FreeTextDate.Parse(text) == time,
        (string left, string right) => string.Equals(left, right, StringComparison.Ordinal),
        _ => value.Equals(operand),
    };

    public static DateTimeOffset? Time(object? operand) => operand is string text ? FreeTextDate.Parse(text) : null;

    /// <summary>Null where the two cannot be compared.</summary>
    /// <param name="operandTime">The operand as a time, where it is one.</param>
    public static int? Compare(object value, object operand, DateTimeOffset? operandTime) => (value, operand) switch
    {
        (double left, double right) => left.CompareTo(right),
        (DateTimeOffset left, string) => operandTime is { } time ? left.CompareTo(time) : null,
        (string left, string right) => operandTime is { } time && FreeTextDate.Parse(left) is { } leftTime ? leftTime.CompareTo(time) : string.CompareOrdinal(left, right),
        _ => null,
    };

    public static string Describe(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        double number => number.ToString(CultureInfo.InvariantCulture),
        _ => $"'{value}'",
    };
}
