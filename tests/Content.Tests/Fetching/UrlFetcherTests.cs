using System.IO.Compression;
using System.Text;
using FencyGrid.Content.Fetching;
using FencyGrid.Content.Network;
using FencyGrid.Content.Tests.Network;
using FencyGrid.Grains.Memories.Content;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace FencyGrid.Content.Tests.Fetching;

public class UrlFetcherTests
{
    private static readonly FetchOptions Small = new() { MaxBytes = 100_000, TimeLimit = TimeSpan.FromSeconds(20) };

    [Fact]
    public async Task A_page_comes_with_its_type_and_its_final_url_and_nothing_about_this_server_goes_out()
    {
        string[] sent = [];
        await using var server = await LocalServer.StartAsync(context =>
        {
            sent = [.. context.Request.Headers.Keys];
            if (context.Request.Path == "/old")
            {
                context.Response.Cookies.Append("session", "1");
                context.Response.Redirect("/new");
                return Task.CompletedTask;
            }

            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync("<p>hello");
        });
        using var activity = new System.Diagnostics.Activity("outer").Start();
        using var fetcher = Loopback();

        var fetched = await fetcher.FetchAsync(new Uri(server.Url, "/old"), CancellationToken.None);

        Encoding.UTF8.GetString(fetched.Content.Span).ShouldBe("<p>hello");
        fetched.MimeType.ShouldBe("text/html; charset=utf-8");
        fetched.FinalUrl.ShouldBe(new Uri(server.Url, "/new"));
        sent.ShouldBe(["Host", "User-Agent", "Accept", "Accept-Encoding"], ignoreOrder: true);
    }

    [Fact]
    public async Task Loopback_is_refused_by_default_before_anything_is_sent()
    {
        var requests = 0;
        await using var server = await LocalServer.StartAsync(_ =>
        {
            requests++;
            return Task.CompletedTask;
        });
        using var fetcher = Fetcher(new NetworkOptions(), new SystemHostResolver());

        foreach (var host in new[] { "127.0.0.1", "localhost", "[::ffff:127.0.0.1]" })
        {
            var refused = await Should.ThrowAsync<FetchException>(() => fetcher.FetchAsync(new Uri($"http://{host}:{server.Url.Port}/"), CancellationToken.None));
            refused.Message.ShouldContain("private or reserved network");
        }

        requests.ShouldBe(0);
    }

    [Fact]
    public async Task A_name_that_is_public_when_asked_first_and_private_when_asked_again_is_resolved_once_only()
    {
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync("inside"));
        var resolver = new FakeResolver(call => call == 0 ? ["127.0.0.1"] : ["127.0.0.2"]);
        using var fetcher = Fetcher(new NetworkOptions { TrustedNetworks = { "127.0.0.1/32" } }, resolver);
        var url = new Uri($"http://rebinding.example:{server.Url.Port}/");

        // The first answer is checked and used. A second look-up, had there been one in between, would have led elsewhere.
        Encoding.UTF8.GetString((await fetcher.FetchAsync(url, CancellationToken.None)).Content.Span).ShouldBe("inside");
        resolver.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_name_that_rebinds_to_a_private_address_for_the_next_connection_is_refused()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.Headers.Connection = "close";
            return context.Response.WriteAsync("inside");
        });
        var resolver = new FakeResolver(call => call == 0 ? ["127.0.0.1"] : ["10.0.0.1"]);
        using var fetcher = Fetcher(new NetworkOptions { TrustedNetworks = { "127.0.0.1/32" } }, resolver);
        var url = new Uri($"http://rebinding.example:{server.Url.Port}/");
        await fetcher.FetchAsync(url, CancellationToken.None);

        var refused = await Should.ThrowAsync<FetchException>(() => fetcher.FetchAsync(url, CancellationToken.None));

        refused.Message.ShouldContain("private or reserved network");
        resolver.Calls.ShouldBe(2);
    }

    [Theory]
    [InlineData("http://127.0.0.2/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://169.254.169.254/latest/")]
    [InlineData("http://inside.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user:password@example.com/")]
    public async Task A_redirect_is_checked_like_a_url(string target)
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.Redirect(target);
            return Task.CompletedTask;
        });
        using var fetcher = Fetcher(new NetworkOptions { TrustedNetworks = { "127.0.0.1/32" } }, new FakeResolver(_ => ["192.168.0.1"]));

        var failure = await Should.ThrowAsync<FetchException>(() => fetcher.FetchAsync(server.Url, CancellationToken.None));

        // Refused by the guard, directly or out of the connection, rather than failed to connect.
        (failure.InnerException as UrlRefusedException ?? failure.InnerException?.InnerException).ShouldBeOfType<UrlRefusedException>();
    }

    [Fact]
    public async Task Redirects_are_followed_five_times_and_not_six()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            var left = int.Parse(context.Request.Path.Value![1..]);
            if (left == 0)
            {
                return context.Response.WriteAsync("there");
            }

            context.Response.Redirect($"/{left - 1}");
            return Task.CompletedTask;
        });
        using var fetcher = Loopback();

        (await fetcher.FetchAsync(new Uri(server.Url, "/5"), CancellationToken.None)).FinalUrl.AbsolutePath.ShouldBe("/0");
        (await Should.ThrowAsync<FetchException>(() => fetcher.FetchAsync(new Uri(server.Url, "/6"), CancellationToken.None))).Message.ShouldContain("more than 5 times");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_document_over_the_limit_is_refused_whether_or_not_it_says_its_length(bool saysLength)
    {
        await using var server = await LocalServer.StartAsync(async context =>
        {
            context.Response.ContentLength = saysLength ? 200_000 : null;
            await context.Response.Body.WriteAsync(new byte[200_000]);
        });
        using var fetcher = Loopback();

        (await Should.ThrowAsync<FetchException>(() => fetcher.FetchAsync(server.Url, CancellationToken.None))).Message.ShouldContain("larger than the limit of 100000 bytes");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_small_answer_that_unfolds_over_the_limit_is_refused(string coding)
    {
        var bomb = Compress(new byte[50_000_000], coding);
        bomb.Length.ShouldBeLessThan(60_000);
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = coding;
            return context.Response.Body.WriteAsync(bomb).AsTask();
        });
        using var fetcher = Loopback();

        (await Should.ThrowAsync<FetchException>(() => fetcher.FetchAsync(server.Url, CancellationToken.None))).Message.ShouldContain("larger than the limit");
    }

    [Fact]
    public async Task A_compressed_answer_within_the_limit_is_unfolded_and_a_corrupt_one_is_refused()
    {
        var good = Compress(Encoding.UTF8.GetBytes("plain"), "gzip");
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.Body.WriteAsync(context.Request.Path == "/good" ? good : Encoding.UTF8.GetBytes("not gzip at all")).AsTask();
        });
        using var fetcher = Loopback();

        Encoding.UTF8.GetString((await fetcher.FetchAsync(new Uri(server.Url, "/good"), CancellationToken.None)).Content.Span).ShouldBe("plain");
        (await Should.ThrowAsync<FetchException>(() => fetcher.FetchAsync(new Uri(server.Url, "/bad"), CancellationToken.None))).Message.ShouldContain("cannot be decoded");
    }

    [Fact]
    public async Task A_server_that_never_finishes_is_given_up_on()
    {
        await using var server = await LocalServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync("a beginning");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var fetcher = Loopback(new FetchOptions { TimeLimit = TimeSpan.FromMilliseconds(300) });

        var failure = await Should.ThrowAsync<FetchException>(() => fetcher.FetchAsync(server.Url, CancellationToken.None));

        failure.Message.ShouldContain("within 0.3 seconds");
        failure.IsTransient.ShouldBeTrue();
    }

    [Theory]
    [InlineData(404, false)]
    [InlineData(429, true)]
    [InlineData(503, true)]
    [InlineData(204, false)]
    public async Task A_status_that_brings_no_document_is_the_reason(int status, bool isTransient)
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using var fetcher = Loopback();

        var failure = await Should.ThrowAsync<FetchException>(() => fetcher.FetchAsync(server.Url, CancellationToken.None));

        failure.Message.ShouldContain($"status {status}");
        failure.IsTransient.ShouldBe(isTransient);
    }

    [Fact]
    public async Task A_type_that_cannot_be_read_is_refused_unread_with_what_can_be()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.ContentType = "image/png";
            return context.Response.WriteAsync("x");
        });
        using var fetcher = Loopback();

        var failure = await Should.ThrowAsync<FetchException>(() => fetcher.FetchAsync(server.Url, CancellationToken.None));

        failure.Message.ShouldContain("image/png");
        failure.Message.ShouldContain("application/pdf");
    }

    [Fact]
    public async Task A_server_that_is_not_there_and_a_caller_who_gives_up_are_told_apart()
    {
        var server = await LocalServer.StartAsync(_ => Task.CompletedTask);
        var url = server.Url;
        await server.DisposeAsync();
        using var fetcher = Loopback();

        (await Should.ThrowAsync<FetchException>(() => fetcher.FetchAsync(url, CancellationToken.None))).IsTransient.ShouldBeTrue();
        await Should.ThrowAsync<OperationCanceledException>(() => fetcher.FetchAsync(url, new CancellationToken(canceled: true)));
    }

    private static byte[] Compress(byte[] content, string coding)
    {
        using var target = new MemoryStream();
        using (Stream stream = coding == "br" ? new BrotliStream(target, CompressionLevel.Optimal) : new GZipStream(target, CompressionLevel.Optimal))
        {
            stream.Write(content);
        }

        return target.ToArray();
    }

    private static UrlFetcher Loopback(FetchOptions? options = null) =>
        Fetcher(new NetworkOptions { AllowPrivateNetworks = true }, new SystemHostResolver(), options);

    private static UrlFetcher Fetcher(NetworkOptions network, IHostResolver resolver, FetchOptions? options = null) =>
        new(new NetworkGuard(Options.Create(network), resolver), Options.Create(options ?? Small), TimeProvider.System);
}
