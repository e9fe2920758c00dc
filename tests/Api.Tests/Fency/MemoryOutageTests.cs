using System.Net;
using System.Reflection;
using System.Text.Json;
using FencyGrid.Contracts;
using FencyGrid.Grains.Memories;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Fency;

/// <summary>The store goes away between a commit and what follows it: a 503 says that nothing was done, so there must be none.</summary>
public sealed class MemoryOutageTests : IAsyncLifetime
{
    private readonly Outage _outage = new();
    private TestServer _server = null!;
    private string _typeId = "";
    private string _memoryId = "";

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync(services: services =>
        {
            var inner = services.Last(service => service.ServiceType == typeof(IMemoryQueries));
            services.AddSingleton(provider => OutageQueries.Over(
                (IMemoryQueries)(inner.ImplementationInstance ?? inner.ImplementationFactory?.Invoke(provider)
                    ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)),
                _outage));
        });
        _typeId = await _server.Client.CreateTypeAsync();
        _memoryId = await _server.Client.CreateMemoryAsync(_typeId, title: "Vacation policy", text: "Everybody gets twenty-five days a year.");
        await FoundAsync("vacation");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_change_that_is_written_is_acknowledged_although_its_index_cannot_be_refreshed_and_is_found_after_the_outage()
    {
        _outage.Begin(nameof(IMemoryQueries.LoadIndexedAsync));

        var changed = await _server.Client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{_memoryId}", """{"title":"Sabbatical rules"}""");

        changed.Status.ShouldBe(HttpStatusCode.OK);
        changed.Json.GetProperty("title").GetString().ShouldBe("Sabbatical rules");
        changed.Json.GetProperty("content").GetString().ShouldBe("Everybody gets twenty-five days a year.");
        _outage.Refused.ShouldBeGreaterThan(0);
        _outage.End();
        (await FoundAsync("sabbatical")).ShouldContain(_memoryId);
        (await FoundAsync("vacation")).ShouldNotContain(_memoryId);
    }

    [Fact]
    public async Task A_change_is_answered_without_a_read_after_its_commit()
    {
        _outage.Begin(nameof(IMemoryQueries.FindContentAsync), after: 1);

        var changed = await _server.Client.SendJsonAsync(HttpMethod.Patch, $"/v1/memories/{_memoryId}", """{"title":"Sabbatical rules"}""");

        changed.Status.ShouldBe(HttpStatusCode.OK);
        changed.Json.GetProperty("content").GetString().ShouldBe("Everybody gets twenty-five days a year.");
    }

    [Fact]
    public async Task A_deletion_that_is_written_and_has_not_reached_the_index_is_no_503()
    {
        _outage.Begin(nameof(IMemoryQueries.LoadIndexedAsync));

        var deleted = await _server.Client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{_memoryId}");

        deleted.Status.ShouldBe(HttpStatusCode.InternalServerError);
        deleted.Text.ShouldContain("The memory is deleted");
        (await _server.Client.GetAnswerAsync($"/v1/memories/{_memoryId}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await FoundAsync("vacation")).ShouldNotContain(_memoryId);
    }

    [Fact]
    public async Task A_task_whose_run_met_a_silo_that_went_away_is_run_again_and_does_not_fail()
    {
        _outage.BeginOnce(nameof(IMemoryQueries.ListPendingAsync), new UncertainOutcomeException("The silo that the grain lived in went away during the call."));

        var task = await _server.Client.SendJsonAsync(
            HttpMethod.Post, "/v1/agent-tasks", """{"taskType":"MEMORY_CHAT","messages":[{"role":"USER","content":"How many days a year does everybody get?"}],"chunkLimit":5}""");

        var finished = await _server.Client.GetFinishedAsync(task.Id);
        finished.Json.GetProperty("status").GetString().ShouldBe("SUCCEEDED", finished.Text);
        _outage.Refused.ShouldBe(1);
    }

    private async Task<List<string>> FoundAsync(string query)
    {
        var task = await _server.Client.SendJsonAsync(HttpMethod.Post, "/v1/agent-tasks", JsonSerializer.Serialize(new
        {
            taskType = "MEMORY_SEARCH",
            query,
            guardRails = new { memoryTypes = new[] { new { memoryTypeId = _typeId } } },
        }));
        return [.. task.Json.GetProperty("successResponse").GetProperty("items").EnumerateArray().Select(item => item.GetProperty("memoryId").GetString()!)];
    }

    /// <summary>Which of the store's answers do not come.</summary>
    private sealed class Outage
    {
        private string? _method;
        private Exception _exception = new RetryableException("The database is away.");
        private bool _isOnce;
        private int _left;
        private int _refused;

        public int Refused => _refused;

        /// <param name="after">So many calls are still answered.</param>
        public void Begin(string method, int after = 0)
        {
            _left = after;
            Volatile.Write(ref _method, method);
        }

        public void BeginOnce(string method, Exception exception)
        {
            (_isOnce, _exception) = (true, exception);
            Begin(method);
        }

        public void End() => Volatile.Write(ref _method, null);

        public void Pass(string method)
        {
            if (Volatile.Read(ref _method) == method && Interlocked.Decrement(ref _left) is var left && (_isOnce ? left == -1 : left < 0))
            {
                Interlocked.Increment(ref _refused);
                throw _exception;
            }
        }
    }

    // DispatchProxy derives from it.
#pragma warning disable CA1852
    private class OutageQueries : DispatchProxy
#pragma warning restore CA1852
    {
        private IMemoryQueries _inner = null!;
        private Outage _outage = null!;

        public static IMemoryQueries Over(IMemoryQueries inner, Outage outage)
        {
            var queries = Create<IMemoryQueries, OutageQueries>();
            ((OutageQueries)queries)._inner = inner;
            ((OutageQueries)queries)._outage = outage;
            return queries;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            _outage.Pass(targetMethod!.Name);
            return targetMethod.Invoke(_inner, args);
        }
    }
}
