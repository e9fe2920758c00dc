using System.Net;
using FencyGrid.Content.Network;
using Microsoft.Extensions.Options;

namespace FencyGrid.Content.Tests.Network;

public class NetworkGuardTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::10.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:0:10.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:c0a8:101::1")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void An_address_that_is_not_public_is_refused(string address) => Guard().IsAllowed(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450::1")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("::ffff:8.8.8.8")]
    public void A_public_address_is_allowed(string address) => Guard().IsAllowed(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.com/")]
    [InlineData("http://user:secret@example.com/")]
    [InlineData("http://example.com:22/")]
    [InlineData("http://example.com:25/")]
    [InlineData("http://example.com:6379/")]
    public void A_url_that_leads_elsewhere_than_the_public_web_is_refused(string url) =>
        Should.Throw<UrlRefusedException>(() => Guard().CheckUrl(new Uri(url)));

    [Theory]
    [InlineData("http://example.com/")]
    [InlineData("https://example.com:8443/a?b=c#d")]
    [InlineData("https://bücher.example/")]
    [InlineData("http://8.8.8.8/")]
    public void A_url_of_the_public_web_is_allowed(string url) => Guard().CheckUrl(new Uri(url));

    [Fact]
    public async Task A_name_is_refused_if_one_of_its_addresses_is_private_and_the_reason_does_not_tell_which()
    {
        var guard = Guard(resolver: new FakeResolver(_ => ["93.184.216.34", "10.11.12.13"]));

        var refused = await Should.ThrowAsync<UrlRefusedException>(() => guard.CheckAsync(new Uri("http://mixed.example/"), CancellationToken.None));

        refused.Message.ShouldContain("mixed.example");
        refused.Message.ShouldNotContain("10.11");
        refused.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_refused_for_now()
    {
        var guard = Guard(resolver: new FakeResolver(_ => []));

        (await Should.ThrowAsync<UrlRefusedException>(() => guard.CheckAsync(new Uri("http://nowhere.example/"), CancellationToken.None))).IsTransient.ShouldBeTrue();
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.1", true)]
    [InlineData("fd12::1", true)]
    [InlineData("169.254.169.254", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    public void Allowing_private_networks_does_not_open_metadata_services_and_special_ranges(string address, bool isAllowed) =>
        Guard(new NetworkOptions { AllowPrivateNetworks = true }).IsAllowed(IPAddress.Parse(address)).ShouldBe(isAllowed);

    [Fact]
    public void A_trusted_network_opens_nothing_beside_itself()
    {
        var guard = Guard(new NetworkOptions { TrustedNetworks = { "10.20.0.0/16" } });

        guard.IsAllowed(IPAddress.Parse("10.20.3.4")).ShouldBeTrue();
        guard.IsAllowed(IPAddress.Parse("::ffff:10.20.3.4")).ShouldBeTrue();
        guard.IsAllowed(IPAddress.Parse("10.21.3.4")).ShouldBeFalse();
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused_with_the_value_in_the_message()
    {
        var options = new NetworkOptions { TrustedNetworks = { "10.0.0.0/99" }, AllowedPorts = { 0 }, ConnectTimeout = TimeSpan.Zero };

        var failure = new NetworkOptionsValidator().Validate(null, options).FailureMessage!;

        failure.ShouldContain("10.0.0.0/99");
        failure.ShouldContain("AllowedPorts");
        failure.ShouldContain("ConnectTimeout");
    }

    private static NetworkGuard Guard(NetworkOptions? options = null, IHostResolver? resolver = null) =>
        new(Options.Create(options ?? new NetworkOptions()), resolver ?? new FakeResolver(_ => ["93.184.216.34"]));
}
