using FencyGrid.Contracts;
using FencyGrid.Contracts.Webhooks;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Webhooks;

namespace FencyGrid.Compliance.Store;

/// <summary>Of a webhook's pending deliveries of one subject exactly one is due, whoever writes beside whom.</summary>
public abstract class DeliverySuite : StoreSuite
{
    private const string WebhookId = "whk_1";
    private const int Subjects = 100;

    [Fact]
    public async Task A_delivery_waits_for_the_one_before_it_of_its_subject_and_for_no_other()
    {
        await AddWebhookAsync();
        var (first, second, other) = (Delivery("a"), Delivery("a"), Delivery("b"));
        await CommitAsync(new StoreTransaction().Add(new AddDelivery(first)).Add(new AddDelivery(second)).Add(new AddDelivery(other)));

        (await DueAsync()).Select(due => (due.Delivery.Id, due.HasNext)).ShouldBe([(first.Id, true), (other.Id, false)]);
        await CommitAsync(new StoreTransaction().Add(Ended(first)));

        (await DueAsync()).Select(due => due.Delivery.Id).ShouldBe([second.Id, other.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task Exactly_one_delivery_of_a_subject_is_due_when_one_ends_while_another_is_added()
    {
        await AddWebhookAsync();
        var pairs = Enumerable.Range(0, Subjects).Select(i => (First: Delivery($"subject {i}"), Second: Delivery($"subject {i}"))).ToArray();
        await Task.WhenAll(pairs.Select(pair => CommitAsync(new StoreTransaction().Add(new AddDelivery(pair.First)))));

        await Task.WhenAll(pairs.SelectMany(pair => Beside(new AddDelivery(pair.Second), Ended(pair.First))));

        (await DueAsync()).Select(due => due.Delivery.Id).ShouldBe(pairs.Select(pair => pair.Second.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task Exactly_one_delivery_of_a_subject_is_due_when_one_is_replayed_while_another_is_added()
    {
        await AddWebhookAsync();
        var pairs = Enumerable.Range(0, Subjects).Select(i => (First: Delivery($"subject {i}"), Second: Delivery($"subject {i}"))).ToArray();
        await Task.WhenAll(pairs.Select(pair => CommitAsync(new StoreTransaction().Add(new AddDelivery(pair.First)).Add(Ended(pair.First)))));

        await Task.WhenAll(pairs.SelectMany(pair => Beside(new ReplayDelivery(pair.First, Sample.Now), new AddDelivery(pair.Second))));

        var due = await DueAsync();
        due.Select(one => one.Delivery.Subject).ShouldBe(pairs.Select(pair => pair.First.Subject), ignoreOrder: true);
        due.ShouldAllBe(one => one.HasNext);
    }

    [Fact]
    public async Task Many_writers_of_many_subjects_end_every_delivery_and_never_wait_for_each_other_in_a_circle()
    {
        await AddWebhookAsync();
        var rounds = Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, 20).Select(i => Delivery($"subject {i}")).ToArray()).ToArray();

        await Task.WhenAll(rounds.Select((round, i) => Task.Run(async () =>
        {
            var ordered = i % 2 == 0 ? round : [.. round.Reverse()];
            await CommitAsync(Of(ordered.Select(row => new AddDelivery(row))));
            await CommitAsync(Of(ordered.Reverse().Select(Ended)));
        })));

        (await DueAsync()).ShouldBeEmpty();
        await CommitAsync(new StoreTransaction().Add(new AddDelivery(Delivery("subject 0"))));
        (await DueAsync()).ShouldHaveSingleItem();
    }

    private static DeliveryRow Delivery(string subject) => new(
        Org, Ids.New(Ids.Delivery), WebhookId, Ids.New(Ids.Event), "memory.updated", subject, DeliveryStatus.Pending, Attempts: 0, Sample.Now, Sample.Now,
        Sample.Now.AddDays(3), LastAttemptAt: null, ResponseStatus: null, Error: null, Position: 0);

    private static RecordAttempt Ended(DeliveryRow row) => new(row with { Status = DeliveryStatus.Delivered, DueAt = null, Attempts = 1 }, Sample.Now);

    private static StoreTransaction Of(IEnumerable<StoreChange> changes) => changes.Aggregate(new StoreTransaction(), (transaction, change) => transaction.Add(change));

    private IEnumerable<Task> Beside(StoreChange one, StoreChange other) =>
        [Task.Run(() => CommitAsync(new StoreTransaction().Add(one))), Task.Run(() => CommitAsync(new StoreTransaction().Add(other)))];

    private Task AddWebhookAsync() => CommitAsync(new StoreTransaction().Insert(new WebhookRow(
        Org, WebhookId, "https://example.com/", "[]", WebhookAlgorithm.Sha256, "a secret", null, null, Enabled: true, null, Sample.Now, Sample.Now, 1)));

    private Task<IReadOnlyList<DueDelivery>> DueAsync() => Stores.Webhooks.ListDueAsync(Org, WebhookId, Sample.Now, 1000, CancellationToken.None);
}
