using FencyGrid.Api.Http.Body;
using FencyGrid.Contracts.Webhooks;
using FencyGrid.Grains.Events;

namespace FencyGrid.Api.Fency.Webhooks;

/// <summary>What both ways to write a webhook bound.</summary>
internal static class WebhookFields
{
    public const int SecretMinLength = 8;
    public const int SecretMaxLength = 256;

    private static readonly Dictionary<string, WebhookAlgorithm> Algorithms = new(StringComparer.Ordinal)
    {
        ["sha256"] = WebhookAlgorithm.Sha256,
        ["sha1"] = WebhookAlgorithm.Sha1,
    };

    public static string? Secret(RequestFields fields)
    {
        // A secret is not repeated in an answer: messages say how long it is, no more.
        var secret = fields.Text("secret", SecretMaxLength);
        return secret is null || secret.Length >= SecretMinLength
            ? secret
            : throw RequestFields.Invalid(fields.NameOf("secret"), $"has {secret.Length} characters; at least {SecretMinLength} are needed.");
    }

    public static IReadOnlyList<string>? EventTypes(RequestFields fields)
    {
        if (fields.Texts("eventTypes", 100) is not { } given)
        {
            return null;
        }

        var allowed = FencyGrid.Grains.Events.EventTypes.All;
        if (given.FirstOrDefault(type => !allowed.Contains(type)) is { } unknown)
        {
            throw RequestFields.Invalid(
                fields.NameOf("eventTypes"), $"holds '{GivenValue.Shortened(unknown)}'; the types of events are {string.Join(", ", allowed)}.");
        }

        return given.Count > 0
            ? [.. given.Distinct()]
            : throw RequestFields.Invalid(fields.NameOf("eventTypes"), $"is empty; the types of events are {string.Join(", ", allowed)}.");
    }

    public static WebhookAlgorithm? Algorithm(RequestFields fields) => fields.Choice("algorithm", Algorithms);
}

/// <param name="EventTypes">All of them when left out.</param>
/// <param name="Algorithm"><c>sha256</c> unless given.</param>
public sealed record CreateWebhookRequest(string Url, string Secret, IReadOnlyList<string>? EventTypes, string? Algorithm, bool? Enabled)
{
    internal static NewWebhook Read(RequestFields fields) => new(
        MemoryLimits.Url(fields) ?? throw fields.Missing("url", "the URL to deliver events to"),
        WebhookFields.Secret(fields) ?? throw fields.Missing("secret", "the key to sign deliveries with"),
        WebhookFields.EventTypes(fields) ?? FencyGrid.Grains.Events.EventTypes.All,
        WebhookFields.Algorithm(fields) ?? WebhookAlgorithm.Sha256,
        fields.Boolean("enabled") ?? true);
}

/// <param name="Secret">The new secret; the one before goes on signing beside it.</param>
/// <param name="KeepPreviousSecretSeconds">For how long it does: 0 ends a rotation at once. A day unless given.</param>
public sealed record UpdateWebhookRequest(
    string? Url, string? Secret, IReadOnlyList<string>? EventTypes, string? Algorithm, bool? Enabled, int? KeepPreviousSecretSeconds)
{
    private const int LongestRotation = 30 * 24 * 3600;

    internal static WebhookChange Read(RequestFields fields) => new(
        MemoryLimits.Url(fields),
        WebhookFields.Secret(fields),
        WebhookFields.EventTypes(fields),
        WebhookFields.Algorithm(fields),
        fields.Boolean("enabled"),
        fields.Integer("keepPreviousSecretSeconds", 0, LongestRotation) is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
}
