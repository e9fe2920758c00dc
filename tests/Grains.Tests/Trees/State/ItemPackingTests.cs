using System.Reflection;
using FencyGrid.Contracts.Trees;
using FencyGrid.Grains.Trees.State.Packing;

namespace FencyGrid.Grains.Tests.Trees.State;

public sealed class ItemPackingTests
{
    private static readonly string[] Texts =
    [
        "", "plain words", "Größe, 大阪, naïve", "a bee \U0001F41D", "\uD800 alone", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "3F2504E0-4F89-41D3-9A0C-0305E82C3301",
        "00ff00ff00ff", "00FF00FF00FF", "00ff00ff00f", new string('x', 5000), "The user keeps eleven hives.", "About you: keeps eleven hives.", "The user keeps eleven hives.", "\U0001F41D keeps eleven hives.",
    ];

    private static readonly DateTimeOffset[] Times =
        [Sample.Now, Sample.Now.AddTicks(1), DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new(2023, 5, 8, 13, 56, 0, TimeSpan.FromHours(-3.5))];

    private static readonly double[] Numbers = [0, 0.01, 0.29, 0.57, 1, 2.54, 2.55, 0.123456789, -0.5, -0.0, 1e300, double.NaN];

    public static TheoryData<Type> Kinds => [typeof(Fact), typeof(Message), typeof(Episode), typeof(Artifact)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_item_is_read_as_it_was_packed_whatever_its_properties_are(Type kind)
    {
        for (var round = 0; round < 40; round++)
        {
            var item = Item(kind, round);
            ShouldBeAlike(ItemPacking.Unpack(ItemPacking.Pack(item), item.Id, item.Tree), item);
        }
    }

    [Fact]
    public void An_item_with_all_at_its_defaults_is_read_so()
    {
        var fact = Sample.Fact("x") with { SessionId = null, Categories = [] };
        ShouldBeAlike(ItemPacking.Unpack(ItemPacking.Pack(fact), fact.Id, fact.Tree), fact);
    }

    [Fact]
    public void A_fact_takes_a_fifth_of_its_record()
    {
        var fact = Sample.Fact("The user keeps eleven hives of bees behind the old church at the end of the lane.") with { SessionId = null, Categories = [] };
        ItemPacking.Pack(fact with { AgentFraming = $"About you: {fact.Text[9..]}", Quote = fact.Text }).Length.ShouldBeLessThan(150);
    }

    private static TreeItem Item(Type kind, int round)
    {
        var sample = kind == typeof(Fact) ? (TreeItem)Sample.Fact("text")
            : kind == typeof(Message) ? new Message { Id = "m1", Tree = Sample.Address, Role = "user", Content = "", CreatedAt = Sample.Now, UpdatedAt = Sample.Now }
            : kind == typeof(Episode) ? new Episode { Id = "e1", Tree = Sample.Address, Title = "", Summary = "", CreatedAt = Sample.Now, UpdatedAt = Sample.Now }
            : new Artifact { Id = "a1", Tree = Sample.Address, ArtifactType = "", Name = "", Content = "", Summary = "", RootArtifactId = "", CreatedAt = Sample.Now, UpdatedAt = Sample.Now };
        var number = round;
        foreach (var property in kind.GetProperties().Where(property => property.SetMethod is not null && property.Name is not (nameof(TreeItem.Id) or nameof(TreeItem.Tree))))
        {
            // Every other round leaves every third property as it is.
            if (round % 2 == 0 || number % 3 != 0)
            {
                property.SetValue(sample, Value(property, number));
            }

            number++;
        }

        return sample;
    }

    private static object? Value(PropertyInfo property, int number) => property.PropertyType switch
    {
        var type when type == typeof(string) => Texts[number % Texts.Length],
        var type when type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?) => Times[number % Times.Length],
        var type when type == typeof(double) || type == typeof(double?) => Numbers[number % Numbers.Length],
        var type when type == typeof(int) || type == typeof(int?) => number % 7 == 0 ? int.MinValue : (number * 37) - 90,
        var type when type == typeof(bool) => number % 2 == 0,
        var type when type.IsEnum => type.GetEnumValues().GetValue(number % type.GetEnumValues().Length),
        var type when type == typeof(IReadOnlyList<string>) => Texts.Take(number % 4).ToArray(),
        var type => throw new NotSupportedException(type.Name),
    };

    private static void ShouldBeAlike(TreeItem read, TreeItem item)
    {
        read.GetType().ShouldBe(item.GetType());
        foreach (var property in item.GetType().GetProperties())
        {
            var (left, right) = (property.GetValue(read), property.GetValue(item));
            if (right is IReadOnlyList<string> texts)
            {
                ((IReadOnlyList<string>)left!).ShouldBe(texts);
            }
            else
            {
                Equals(left, right).ShouldBeTrue($"{property.Name}: {left} for {right}");
                (left as DateTimeOffset?)?.Offset.ShouldBe(((DateTimeOffset)right!).Offset);
            }
        }
    }
}
