using System.Net;
using FencyGrid.Content.Network;

namespace FencyGrid.Content.Tests.Network;

/// <summary>Answers by a function of how often it was asked, so that a name can change its address.</summary>
internal sealed class FakeResolver(Func<int, string[]> answer) : IHostResolver
{
    public int Calls { get; private set; }

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Task.FromResult(answer(Calls++).Select(IPAddress.Parse).ToArray());
}
