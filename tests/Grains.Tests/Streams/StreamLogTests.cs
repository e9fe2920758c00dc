using FencyGrid.Contracts.AgentTasks;
using FencyGrid.Grains.Streams;

namespace FencyGrid.Grains.Tests.Streams;

public sealed class StreamLogTests
{
    private readonly StreamLog _log = new(maxWeight: 10_000);

    [Fact]
    public void A_reader_gets_what_changed_since_its_position_in_the_order_of_first_appearance()
    {
        Publish("a", "1");
        Publish("b", "1");
        Publish("a", "2");
        var position = 0L;

        Read(ref position).ShouldBe(["a:2", "b:1"]);

        Read(ref position).ShouldBeEmpty();
        Publish("c", "1");
        Publish("b", "2");
        Read(ref position).ShouldBe(["b:2", "c:1"]);
    }

    [Fact]
    public void The_same_id_of_another_task_is_another_item()
    {
        Publish("a", "1", task: "ata_1");
        Publish("a", "2", task: "ata_2");
        var position = 0L;

        Read(ref position).ShouldBe(["a:1", "a:2"]);
    }

    [Fact]
    public async Task Waiting_ends_with_the_next_publication()
    {
        Publish("a", "1");
        _log.ChangedAfter(0).IsCompleted.ShouldBeTrue();
        var changed = _log.ChangedAfter(1);
        changed.IsCompleted.ShouldBeFalse();

        Publish("a", "2");

        await changed.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Past_its_bound_it_lets_go_of_delivered_items_first()
    {
        Publish("old", new string('x', 3_000));
        Publish("seen", new string('x', 3_000));
        var position = 0L;
        Read(ref position);
        _log.Delivered(position);
        Publish("unseen", new string('x', 3_000));

        Publish("new", new string('x', 3_000));

        var all = 0L;
        Read(ref all).Select(item => item.Split(':')[0]).ShouldBe(["seen", "unseen", "new"]);
        _log.Weight.ShouldBeLessThanOrEqualTo(10_000);
    }

    [Fact]
    public void The_newest_item_stays_however_large()
    {
        Publish("a", "1");
        Publish("b", new string('x', 50_000));
        var position = 0L;

        Read(ref position).Count.ShouldBe(1);

        Publish("c", "1");
        position = 0;
        Read(ref position).ShouldBe(["c:1"]);
    }

    private void Publish(string id, string text, string task = "ata_1") =>
        _log.Publish(new ProgressItem(task, AgentTaskType.MemoryChat, id, DateTimeOffset.UnixEpoch, new TextProgress(text)));

    private List<string> Read(ref long position) =>
        [.. _log.ReadAfter(ref position).Select(entry => $"{entry.Item.Id}:{((TextProgress)entry.Item.Progress).Text}")];
}
