using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace FencyGrid.Silo.Faults.Load;

/// <summary>
/// The front ends behind what a load balancer does: calls go to each in turn of those that say they are ready, and a connection that one refuses
/// is tried at the next. A call that was sent is never sent again.
/// </summary>
public sealed class FrontEnds : IAsyncDisposable
{
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _clock;
    private readonly HttpClient[] _clients;
    private readonly bool[] _isReady;
    private readonly ConcurrentQueue<CallResult> _calls = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _probing;
    private int _next;

    public FrontEnds(IReadOnlyList<Uri> addresses, string secretKey, TimeSpan timeout, Stopwatch clock)
    {
        _clock = clock;
        _clients = [.. addresses.Select(address => Client(address, secretKey, timeout))];
        _isReady = [.. addresses.Select(_ => true)];
        _probing = Task.WhenAll(Enumerable.Range(0, addresses.Count).Select(ProbeAsync));
    }

    public int Count => _clients.Length;

    /// <summary>Every call so far.</summary>
    public IReadOnlyCollection<CallResult> Calls => _calls;

    public async Task<CallResult> SendAsync(string what, HttpMethod method, string path, string? json, TimeSpan? due = null, int? only = null)
    {
        var at = due ?? _clock.Elapsed;
        var first = Interlocked.Increment(ref _next);
        var result = new CallResult(what, at, default, CallOutcome.Retryable, 0, -1, "No front end takes connections.");
        int[] order = only is { } one ? [one] : [.. Enumerable.Range(0, Count).Select(step => (first + step) % Count).OrderBy(frontEnd => _isReady[frontEnd] ? 0 : 1)];
        foreach (var frontEnd in order)
        {
            // With a content, if an empty one: a request without is sent again by the handler when its connection breaks.
            using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Get ? null : new StringContent(json ?? "", Encoding.UTF8, "application/json") };
            try
            {
                using var answer = await _clients[frontEnd].SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                result = result with { Outcome = OutcomeOf(answer.StatusCode), Status = (int)answer.StatusCode, FrontEnd = frontEnd, Text = text };
                break;
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.ConnectionError)
            {
                // Nothing was sent.
                _isReady[frontEnd] = false;
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
            {
                result = result with { Outcome = CallOutcome.Uncertain, FrontEnd = frontEnd, Text = exception.Message };
                break;
            }
        }

        result = result with { Took = _clock.Elapsed - at };
        _calls.Enqueue(result with { Text = result.Outcome == CallOutcome.Done ? "" : result.Text });
        return result;
    }

    /// <summary>Waits until every front end is ready.</summary>
    /// <exception cref="TimeoutException">One is not in time.</exception>
    public async Task UntilReadyAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        for (var frontEnd = 0; frontEnd < Count; frontEnd++)
        {
            while (await WhyNotReadyAsync(_clients[frontEnd], limit.Token) is { } reason)
            {
                if (limit.IsCancellationRequested)
                {
                    throw new TimeoutException($"The front end {frontEnd} is not ready after {patience.TotalSeconds:0} s: {reason}");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _probing;
        _stop.Dispose();
        foreach (var client in _clients)
        {
            client.Dispose();
        }
    }

    private static HttpClient Client(Uri address, string secretKey, TimeSpan timeout)
    {
        var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(1), PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20) }) { BaseAddress = address, Timeout = timeout };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secretKey);
        return client;
    }

    private static CallOutcome OutcomeOf(HttpStatusCode status) => (int)status switch
    {
        < 300 => CallOutcome.Done,
        503 or 429 => CallOutcome.Retryable,
        < 500 => CallOutcome.Refused,
        _ => CallOutcome.Uncertain,
    };

    private async Task ProbeAsync(int frontEnd)
    {
        while (!_stop.IsCancellationRequested)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            limit.CancelAfter(ProbeTimeout);
            _isReady[frontEnd] = await WhyNotReadyAsync(_clients[frontEnd], limit.Token) is null;
            await Task.Delay(ProbeEvery, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<string?> WhyNotReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync("/readyz", cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}";
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return exception.Message;
        }
    }
}
