using System.Text.Json;
using FencyGrid.Silo.Faults.Histories;
using FencyGrid.Silo.Faults.Load;

namespace FencyGrid.Silo.Faults.Tests;

/// <summary>The checker sees what it is there to see, and nothing else.</summary>
public sealed class HistoryTests
{
    private readonly Violations _violations = new();

    [Fact]
    public void A_memory_that_was_acknowledged_and_is_gone_is_lost()
    {
        Memory().Read(Answer(404, CallOutcome.Refused), _violations);

        _violations.Found.ShouldHaveSingleItem().ShouldStartWith("LOST");
    }

    [Fact]
    public void A_memory_that_was_deleted_and_is_there_is_back()
    {
        var memory = Memory();
        memory.Deleted(Answer(204, CallOutcome.Done), _violations);

        memory.Read(Shown("Version 0"), _violations);

        _violations.Found.ShouldHaveSingleItem().ShouldStartWith("BACK");
    }

    [Fact]
    public void A_title_from_before_an_acknowledged_change_is_old()
    {
        var memory = Memory();
        memory.Changed(Answer(200, CallOutcome.Done), "Version 1", _violations);

        memory.Read(Shown("Version 0"), _violations);

        _violations.Found.ShouldHaveSingleItem().ShouldStartWith("OLD");
    }

    [Fact]
    public void What_is_in_doubt_may_be_so_or_not()
    {
        var (changed, deleted) = (Memory(), Memory());
        changed.Changed(Answer(0, CallOutcome.Uncertain), "Version 1", _violations);
        deleted.Deleted(Answer(0, CallOutcome.Uncertain), _violations);

        changed.Read(Shown("Version 0"), _violations);
        changed.Read(Shown("Version 1"), _violations);
        deleted.Read(Answer(404, CallOutcome.Refused), _violations);
        deleted.Read(Shown("Version 0"), _violations);
        changed.Read(Answer(503, CallOutcome.Retryable), _violations);

        _violations.Found.ShouldBeEmpty();
    }

    [Fact]
    public void A_note_that_one_read_showed_and_the_next_does_not_is_lost()
    {
        var tree = new TreeHistory("ann");
        var (acknowledged, seen) = (tree.Next(), tree.Next());
        tree.Added(Answer(200, CallOutcome.Done), acknowledged, _violations);
        tree.Added(Answer(0, CallOutcome.Uncertain), seen, _violations);
        tree.Read(List(acknowledged), tree.Expect(), _violations);
        tree.Read(List(acknowledged, seen), tree.Expect(), _violations);
        _violations.Found.ShouldBeEmpty();

        tree.Read(List(acknowledged), tree.Expect(), _violations);

        _violations.Found.ShouldHaveSingleItem().ShouldStartWith("LOST");
    }

    [Fact]
    public void A_note_that_is_there_twice_is_doubled_and_one_of_another_tree_mixed()
    {
        var tree = new TreeHistory("ann");
        var note = tree.Next();

        tree.Read(List(note, note), tree.Expect(), _violations);
        tree.Read(List(note, "A note of bob."), tree.Expect(), _violations);

        _violations.Found.Select(violation => violation.Split(':')[0]).ShouldBe(["DOUBLED", "MIXED"]);
    }

    [Fact]
    public async Task An_event_that_arrives_after_a_later_one_of_its_subject_is_out_of_order_and_a_repeat_is_not()
    {
        await using var webhook = await WebhookHistory.StartAsync("127.0.0.1", _violations);
        await SendAsync(webhook, "evt_1", "mem_1", 1);
        await SendAsync(webhook, "evt_3", "mem_1", 3);
        await SendAsync(webhook, "evt_1", "mem_1", 1);
        await SendAsync(webhook, "evt_9", "mem_2", 2);
        _violations.Found.ShouldBeEmpty();

        await SendAsync(webhook, "evt_2", "mem_1", 2);

        _violations.Found.ShouldHaveSingleItem().ShouldStartWith("ORDER");
        (webhook.CountOf("mem_1"), webhook.Repeats).ShouldBe((3, 1));
    }

    private static MemoryHistory Memory() => new("mem_1", "xyz", "Version 0");

    private static CallResult Answer(int status, CallOutcome outcome, string text = "") => new("call", TimeSpan.Zero, TimeSpan.Zero, outcome, status, 0, text);

    private static CallResult Shown(string title) => Answer(200, CallOutcome.Done, JsonSerializer.Serialize(new { title, content = "It says xyz." }));

    private static CallResult List(params string[] notes) => Answer(200, CallOutcome.Done, JsonSerializer.Serialize(new { results = notes.Select(memory => new { memory }) }));

    private static async Task SendAsync(WebhookHistory webhook, string id, string subject, int version)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(webhook.Url, new StringContent(JsonSerializer.Serialize(new { id, version, type = "memory.updated", entity = new { id = subject } })));
        answer.EnsureSuccessStatusCode();
    }
}
