using System.Net;
using System.Text.RegularExpressions;

namespace FencyGrid.Api.Tests.Auth;

public sealed partial class BootstrapTests
{
    [Fact]
    public async Task The_first_start_prints_a_generated_secret_key_that_opens_the_api()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string?>
        {
            ["FencyGrid:Bootstrap:SecretKey"] = null,
            ["FencyGrid:Bootstrap:PublishableKey"] = null,
        });

        var keys = PrintedKeys().Matches(server.Console.ToString()).Select(match => match.Value).ToArray();

        keys.Length.ShouldBe(2);
        using var client = server.CreateClient(keys.Single(key => key.StartsWith("sk_", StringComparison.Ordinal)));
        (await client.GetAnswerAsync("/v1/memories")).Status.ShouldBe(HttpStatusCode.OK);
        (await client.SendJsonAsync(HttpMethod.Post, "/admin/v1/organizations", """{"name":"Next"}""")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Configured_keys_are_used_and_not_printed()
    {
        await using var server = await TestServer.StartAsync();

        server.Console.ToString().ShouldBeEmpty();
        (await server.Client.GetAnswerAsync("/v1/memories")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("FencyGrid:Bootstrap:SecretKey", "pk_0123456789abcdef", "sk_")]
    [InlineData("FencyGrid:Bootstrap:SecretKey", "sk_short", "16")]
    [InlineData("FencyGrid:Bootstrap:PublishableKey", "sk_0123456789abcdef", "pk_")]
    [InlineData("FencyGrid:MaxBodyBytes", "1", "MaxBodyBytes")]
    public async Task A_setting_that_cannot_work_stops_the_start_with_advice(string setting, string value, string named)
    {
        var exception = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => TestServer.StartAsync(new Dictionary<string, string?> { [setting] = value }));

        exception.Message.ShouldContain(named);
        exception.Message.ShouldNotContain("0123456789abcdef");
    }

    [GeneratedRegex("(sk|pk)_[0-9a-f]{32,}")]
    private static partial Regex PrintedKeys();
}
