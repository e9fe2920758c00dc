using System.Text;
using FencyGrid.Content.Uploads;

namespace FencyGrid.Content.Tests.Uploads;

public class PostPolicyTests
{
    private static readonly PostPolicyKey Key = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1");
    private static readonly FixedTime Time = new(new DateTimeOffset(2015, 12, 29, 12, 0, 0, TimeSpan.Zero));

    /// <summary>The policy of Amazon's published example ("Example: Browser-Based Upload using HTTP POST"), whose lines end with CR LF.</summary>
    private static readonly string ExamplePolicy = Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join(
        "\r\n",
        "{ \"expiration\": \"2015-12-30T12:00:00.000Z\",",
        "  \"conditions\": [",
        "    {\"bucket\": \"sigv4examplebucket\"},",
        "    [\"starts-with\", \"$key\", \"user/user1/\"],",
        "    {\"acl\": \"public-read\"},",
        "    {\"success_action_redirect\": \"http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html\"},",
        "    [\"starts-with\", \"$Content-Type\", \"image/\"],",
        "    {\"x-amz-meta-uuid\": \"14365123651274\"},",
        "    {\"x-amz-server-side-encryption\": \"AES256\"},",
        "    [\"starts-with\", \"$x-amz-meta-tag\", \"\"],",
        "",
        "    {\"x-amz-credential\": \"AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request\"},",
        "    {\"x-amz-algorithm\": \"AWS4-HMAC-SHA256\"},",
        "    {\"x-amz-date\": \"20151229T000000Z\" }",
        "  ]",
        "}")));

    [Fact]
    public void Amazons_published_example_gets_its_published_signature() =>
        Key.Sign(ExamplePolicy, new DateOnly(2015, 12, 29)).ShouldBe("8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e");

    [Fact]
    public void Amazons_published_form_is_accepted()
    {
        var accepted = Verifier().Verify("sigv4examplebucket", Example(), "photo.jpg");

        accepted.ShouldBe(new AcceptedPost("user/user1/photo.jpg", "image/jpeg", 0, long.MaxValue));
    }

    [Theory]
    [InlineData("key", "user/user2/x", "[\"starts-with\", \"$key\", \"user/user1/\"]")]
    [InlineData("Content-Type", "text/plain", "$Content-Type")]
    [InlineData("Content-Type", "image/png,text/plain", "$Content-Type")]
    [InlineData("x-amz-meta-uuid", "1", "[\"eq\", \"$x-amz-meta-uuid\", \"14365123651274\"]")]
    [InlineData("x-amz-meta-tag", null, "$x-amz-meta-tag")]
    [InlineData("acl", "PUBLIC-READ", "$acl")]
    public void A_field_that_a_condition_does_not_allow_is_refused_naming_the_condition(string field, string? value, string condition)
    {
        var form = Example();
        form.RemoveAll(pair => pair.Key == field);
        if (value is not null)
        {
            form.Add(new(field, value));
        }

        var refused = Refuse("sigv4examplebucket", form);

        refused.Code.ShouldBe("AccessDenied");
        refused.StatusCode.ShouldBe(403);
        refused.Message.ShouldContain("Policy Condition failed");
        refused.Message.ShouldContain(condition);
    }

    [Fact]
    public void A_field_that_no_condition_names_is_refused_unless_it_is_to_be_ignored()
    {
        Refuse("sigv4examplebucket", [.. Example(), new("x-amz-meta-more", "1")]).Message.ShouldBe("Invalid according to Policy: Extra input fields: x-amz-meta-more");
        Verifier().Verify("sigv4examplebucket", [.. Example(), new("x-ignore-this", "1")], "a.jpg").Key.ShouldBe("user/user1/a.jpg");
    }

    [Fact]
    public void A_field_that_comes_twice_is_refused() =>
        Refuse("sigv4examplebucket", [.. Example(), new("Key", "user/user1/other")]).Code.ShouldBe("InvalidArgument");

    [Fact]
    public void Another_bucket_is_refused_even_if_the_form_names_the_right_one()
    {
        Refuse("otherbucket", Example()).Code.ShouldBe("AccessDenied");
        Refuse("otherbucket", [.. Example(), new("bucket", "sigv4examplebucket")]).Code.ShouldBe("AccessDenied");
        Refuse("sigv4examplebucket", [.. Example(), new("bucket", "otherbucket")]).Code.ShouldBe("AccessDenied");
    }

    [Theory]
    [InlineData("X-Amz-Signature", "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699f", "SignatureDoesNotMatch", 403)]
    [InlineData("X-Amz-Signature", "", "SignatureDoesNotMatch", 403)]
    [InlineData("X-Amz-Credential", "AKIAUNKNOWN/20151229/us-east-1/s3/aws4_request", "InvalidAccessKeyId", 403)]
    [InlineData("X-Amz-Credential", "AKIAIOSFODNN7EXAMPLE/20151228/us-east-1/s3/aws4_request", "SignatureDoesNotMatch", 403)]
    [InlineData("X-Amz-Credential", "AKIAIOSFODNN7EXAMPLE/20151229/eu-west-1/s3/aws4_request", "InvalidArgument", 400)]
    [InlineData("X-Amz-Credential", "nonsense", "InvalidArgument", 400)]
    [InlineData("X-Amz-Algorithm", "AWS4-HMAC-SHA1", "InvalidArgument", 400)]
    [InlineData("X-Amz-Date", "yesterday", "InvalidArgument", 400)]
    [InlineData("X-Amz-Date", "20151229T000001Z", "AccessDenied", 403)]
    [InlineData("X-Amz-Signature", null, "InvalidArgument", 400)]
    [InlineData("Policy", null, "InvalidArgument", 400)]
    [InlineData("key", null, "InvalidArgument", 400)]
    public void A_field_of_the_signature_that_is_wrong_or_missing_gets_s3s_error(string field, string? value, string code, int status)
    {
        var form = Example();
        form.RemoveAll(pair => pair.Key == field);
        if (value is not null)
        {
            form.Add(new(field, value));
        }

        var refused = Refuse("sigv4examplebucket", form);

        (refused.Code, refused.StatusCode).ShouldBe((code, status));
    }

    [Fact]
    public void A_policy_is_good_until_it_expires()
    {
        Verifier(new FixedTime(new DateTimeOffset(2015, 12, 30, 11, 59, 59, TimeSpan.Zero))).Verify("sigv4examplebucket", Example(), "a.jpg");

        var refused = Should.Throw<PostPolicyException>(
            () => Verifier(new FixedTime(new DateTimeOffset(2015, 12, 30, 12, 0, 0, TimeSpan.Zero))).Verify("sigv4examplebucket", Example(), "a.jpg"));

        refused.Message.ShouldBe("Invalid according to Policy: Policy expired.");
    }

    [Fact]
    public void What_the_signer_grants_the_verifier_accepts_to_the_byte()
    {
        var (signed, form) = Sign();

        var accepted = Verifier().Verify("uploads", form, "C:\\my files\\report.pdf");

        accepted.ShouldBe(new AcceptedPost("org/mem \"quoted\" ü+<&.pdf", "application/pdf", 1, 1024));
        signed.AmzCredential.ShouldBe("AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request");
        signed.AmzDate.ShouldBe("20151229T120000Z");
        accepted.CheckSize(1);
        accepted.CheckSize(1024);
        accepted.CheckSize(0, isWhole: false);
        Should.Throw<PostPolicyException>(() => accepted.CheckSize(1025, isWhole: false)).Code.ShouldBe("EntityTooLarge");
        Should.Throw<PostPolicyException>(() => accepted.CheckSize(0)).Code.ShouldBe("EntityTooSmall");
    }

    [Theory]
    [InlineData("Content-Type", "text/html")]
    [InlineData("key", "org/other.pdf")]
    [InlineData("X-Amz-Security-Token", "another")]
    public void What_was_not_granted_is_refused(string field, string value)
    {
        var (_, form) = Sign();
        form.RemoveAll(pair => pair.Key == field);

        Refuse("uploads", form).StatusCode.ShouldBeOneOf(400, 403);
        form.Add(new(field, value));
        Refuse("uploads", form).Code.ShouldBe("AccessDenied");
    }

    [Theory]
    [InlineData("not base64!", "Base64")]
    [InlineData("{", "Invalid JSON")]
    [InlineData("[]", "Invalid JSON")]
    [InlineData("{\"conditions\": []}", "missing expiration")]
    [InlineData("{\"expiration\": \"2030-01-01T00:00:00Z\"}", "missing conditions")]
    [InlineData("{\"expiration\": \"2030-01-01 00:00\", \"conditions\": []}", "Invalid 'expiration' value")]
    [InlineData("{\"expiration\": \"2030-01-01T00:00:00+02:00\", \"conditions\": []}", "Invalid 'expiration' value")]
    [InlineData("{\"expiration\": \"2030-01-01T00:00:00Z\", \"conditions\": [{}]}", "exactly one property")]
    [InlineData("{\"expiration\": \"2030-01-01T00:00:00Z\", \"conditions\": [{\"a\": 1}]}", "must be a string")]
    [InlineData("{\"expiration\": \"2030-01-01T00:00:00Z\", \"conditions\": [[\"content-length-range\", 0]]}", "number of arguments")]
    [InlineData("{\"expiration\": \"2030-01-01T00:00:00Z\", \"conditions\": [[\"content-length-range\", -1, 0]]}", "bounds")]
    [InlineData("{\"expiration\": \"2030-01-01T00:00:00Z\", \"conditions\": [[\"like\", \"$a\", \"b\"]]}", "unknown operation 'like'")]
    [InlineData("{\"expiration\": \"2030-01-01T00:00:00Z\", \"conditions\": [], \"Statement\": 1}", "Unexpected: 'Statement'")]
    public void A_signed_policy_that_is_none_is_an_invalid_document(string document, string reason)
    {
        var policy = document.StartsWith("not", StringComparison.Ordinal) ? document : Convert.ToBase64String(Encoding.UTF8.GetBytes(document));
        var form = Example();
        form.RemoveAll(pair => pair.Key is "Policy" or "X-Amz-Signature");
        form.Add(new("Policy", policy));
        form.Add(new("X-Amz-Signature", Key.Sign(policy, new DateOnly(2015, 12, 29))));

        var refused = Refuse("sigv4examplebucket", form);

        (refused.Code, refused.StatusCode).ShouldBe(("InvalidPolicyDocument", 400));
        refused.Message.ShouldContain(reason);
    }

    [Fact]
    public void An_error_is_written_as_s3_writes_it() =>
        new PostPolicyException("EntityTooLarge", 400, "Too <large>", ("ProposedSize", "12")).ToXml().ShouldBe(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>EntityTooLarge</Code><Message>Too &lt;large&gt;</Message><ProposedSize>12</ProposedSize></Error>");

    [Fact]
    public void A_key_does_not_print_its_secret() => $"{Key}".ShouldNotContain("EXAMPLEKEY");

    private static (SignedPost Signed, List<KeyValuePair<string, string>> Form) Sign()
    {
        var grant = new UploadGrant("uploads", "org/mem \"quoted\" ü+<&.pdf", 1, 1024, Time.GetUtcNow().AddHours(1), "application/pdf", SecurityToken: "token");
        var signed = new PostPolicySigner(Key, Time).Sign(grant);
        return (signed,
        [
            new("key", signed.Key),
            new("Content-Type", "application/pdf"),
            new("X-Amz-Security-Token", signed.SecurityToken!),
            new("X-Amz-Algorithm", signed.AmzAlgorithm),
            new("X-Amz-Credential", signed.AmzCredential),
            new("X-Amz-Date", signed.AmzDate),
            new("Policy", signed.Policy),
            new("X-Amz-Signature", signed.AmzSignature),
        ]);
    }

    private static List<KeyValuePair<string, string>> Example() =>
    [
        new("key", "user/user1/${filename}"),
        new("acl", "public-read"),
        new("success_action_redirect", "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"),
        new("Content-Type", "image/jpeg"),
        new("x-amz-meta-uuid", "14365123651274"),
        new("x-amz-server-side-encryption", "AES256"),
        new("X-Amz-Credential", "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"),
        new("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
        new("X-Amz-Date", "20151229T000000Z"),
        new("x-amz-meta-tag", ""),
        new("Policy", ExamplePolicy),
        new("X-Amz-Signature", "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e"),
    ];

    private static PostPolicyException Refuse(string bucket, IReadOnlyCollection<KeyValuePair<string, string>> form) =>
        Should.Throw<PostPolicyException>(() => Verifier().Verify(bucket, form, "a.jpg"));

    private static PostPolicyVerifier Verifier(TimeProvider? time = null) => new(id => id == Key.AccessKeyId ? Key : null, time ?? Time);

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
