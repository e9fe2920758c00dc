using FencyGrid.Client.Wire;
using FencyGrid.Compliance.Engine;
using FencyGrid.Compliance.Engine.Grains;
using FencyGrid.Contracts;

namespace FencyGrid.Silo.Tests.Engine;

public sealed class GrainHostTests
{
    [Fact]
    public async Task A_stream_that_cannot_begin_answers_why_and_ends()
    {
        await using var fixture = (ClusterGridFixture)await ClusterGridFixture.StartAsync(new GridSettings());
        var host = fixture.HostOf(GrainKey.Of(Ids.New(Ids.Organization), "a"));

        var replies = new List<GrainReply>();
        await foreach (var reply in host.StreamAsync(new GrainCall("WatchFromLaterVersionAsync", [], [], null), CancellationToken.None))
        {
            replies.Add(reply);
        }

        Should.Throw<InvalidOperationException>(() => replies.ShouldHaveSingleItem().Read<int>())
            .Message.ShouldBe($"{nameof(IProbeGrain)} has no method WatchFromLaterVersionAsync in this version of the server.");
    }
}
