using FencyGrid.Grains.Trees.Reading;

namespace FencyGrid.Grains.Tests.Trees;

public sealed class SecretScanTests
{
    [Theory]
    [InlineData("The card is 4111 1111 1111 1111.", "card_number")]
    [InlineData("password: correct-horse", "password")]
    [InlineData("The API key is Zm9vYmFyYmF6cXV4.", "api_key")]
    [InlineData("postgres://admin:letmein@db.example.org/x", "connection_string")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----", "private_key")]
    public void What_looks_like_a_secret_is_named_by_its_sort(string text, string sort) => SecretScan.Find(text).ShouldBe(sort);

    [Theory]
    [InlineData("The order has the number 4111 1111 1111 1112.")]
    [InlineData("The user forgot the password again.")]
    [InlineData("The meeting is on 2026-03-01 at 12:00.")]
    public void What_does_not_is_left_alone(string text) => SecretScan.Find(text).ShouldBeNull();
}
