using FencyGrid.Grains.Engine.Store;
using FencyGrid.Storage.Sqlite;

namespace FencyGrid.Storage.Tests.Sqlite;

public sealed class PendingCommitTests
{
    [Fact]
    public async Task A_commit_that_is_withdrawn_in_time_is_not_started()
    {
        var pending = new PendingCommit(new StoreTransaction());

        pending.Withdraw(new CancellationToken(canceled: true));

        pending.TryStart().ShouldBeFalse();
        await Should.ThrowAsync<OperationCanceledException>(() => pending.Completion);
    }

    [Fact]
    public async Task A_commit_under_way_completes_although_it_is_cancelled()
    {
        var pending = new PendingCommit(new StoreTransaction());

        pending.TryStart().ShouldBeTrue();
        pending.Withdraw(new CancellationToken(canceled: true));
        pending.Completion.IsCompleted.ShouldBeFalse();

        pending.Complete();
        await pending.Completion;
    }
}
