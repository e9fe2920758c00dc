using System.Text;
using FencyGrid.Contracts;
using FencyGrid.Contracts.Webhooks;
using FencyGrid.Grains.Webhooks.Delivery;

namespace FencyGrid.Grains.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"payload":"example"}""");

    [Fact]
    public void The_sha256_signature_is_the_reference_s_to_the_digit() =>
        WebhookSignature.Fency(WebhookAlgorithm.Sha256, "example-secret", Body)
            .ShouldBe("sha256=c395de9ac90297578092d5d0394dc8def76ab5561ec1717dadb6aece0f40bd04");

    [Fact]
    public void The_sha1_signature_is_the_older_reference_s_to_the_digit() =>
        WebhookSignature.Fency(WebhookAlgorithm.Sha1, "example-secret", Body).ShouldBe("sha1=e417e6fc2e7f8a78c93a35a7b344d36ce179fc8d");

    [Fact]
    public void An_encoded_secret_signs_as_Standard_Webhooks_verifiers_expect()
    {
        var headers = WebhookSignature.Headers(
            WebhookAlgorithm.Sha256, "whsec_plJ3nmyCDGBKInavdOK15jsl", previousSecret: null, "msg_loFOjxBNrRLzqYUf",
            DateTimeOffset.FromUnixTimeSeconds(1731705121), Encoding.UTF8.GetBytes("""{"event_type":"ping","data":{"success":true}}"""));

        headers.ShouldContain(new KeyValuePair<string, string>("webhook-id", "msg_loFOjxBNrRLzqYUf"));
        headers.ShouldContain(new KeyValuePair<string, string>("webhook-timestamp", "1731705121"));
        headers.ShouldContain(new KeyValuePair<string, string>("webhook-signature", "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="));
    }

    [Fact]
    public void A_rotation_signs_by_both_secrets_the_present_one_first()
    {
        var alone = SignatureOf("new-secret", null);
        var before = SignatureOf("old-secret", null);

        SignatureOf("new-secret", "old-secret").ShouldBe($"{alone} {before}");
    }

    [Fact]
    public void A_secret_that_claims_to_be_base64_and_is_not_is_refused() =>
        Should.Throw<InvalidRequestException>(() => WebhookSignature.CheckSecret("whsec_not base64!"));

    private static string SignatureOf(string secret, string? previous) =>
        WebhookSignature.Headers(WebhookAlgorithm.Sha256, secret, previous, "evt_1", DateTimeOffset.UnixEpoch, Body)
            .Single(header => header.Key == WebhookSignature.SignatureHeader).Value;
}
