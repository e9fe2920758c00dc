using FencyGrid.Grains.Trees.State;
using FencyGrid.Grains.Trees.State.Collections;
using FsCheck;
using FsCheck.Fluent;

namespace FencyGrid.Grains.Tests.Trees.State;

public sealed class OrderedItemsTests
{
    private static readonly Gen<(int Number, bool Removes)> Change = from number in Gen.Choose(0, 400) from removes in Gen.Choose(0, 3) select (number, removes == 0);

    [Fact]
    public void It_is_a_sorted_set_with_indexes() => Check.One(
        Config.QuickThrowOnFailure.WithEndSize(800),
        Prop.ForAll(Arb.From(Gen.ArrayOf(Change)), changes =>
        {
            var model = new SortedSet<int>();
            var items = OrderedItems.Empty;
            foreach (var (number, removes) in changes)
            {
                items = removes ? items.Remove(Place(number)) : items.Add(Place(number));
                _ = removes ? model.Remove(number) : model.Add(number);
            }

            List<int> sorted = [.. model];
            items.Count.ShouldBe(sorted.Count);
            items.ShouldBe(sorted.Select(Place));
            items.FromYoungest().ShouldBe(Enumerable.Reverse(sorted).Select(Place));
            OrderedItems.Of(Enumerable.Reverse(sorted).Select(Place)).ShouldBe(items);
            Enumerable.Range(0, sorted.Count).Select(index => items[index]).ShouldBe(items);
            for (var number = 0; number <= 400; number++)
            {
                items.IndexOf(Place(number)).ShouldBe(sorted.BinarySearch(number));
                items.Contains(Place(number)).ShouldBe(model.Contains(number));
            }
        }));

    [Fact]
    public void What_was_created_at_one_time_is_in_the_order_of_its_ids() =>
        OrderedItems.Empty.Add(new ItemOrder(Sample.Now, "b")).Add(new ItemOrder(Sample.Now.AddTicks(1), "a")).Add(new ItemOrder(Sample.Now, "a"))
            .Select(item => item.Id).ShouldBe(["a", "b", "a"]);

    private static ItemOrder Place(int number) => new(Sample.Now.AddTicks(number), "id");
}
