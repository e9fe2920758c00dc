using FencyGrid.Contracts;
using FencyGrid.Contracts.Organizations;
using FencyGrid.Grains.Organizations;
using Microsoft.Extensions.Options;

namespace FencyGrid.Api.Auth;

/// <summary>Where the first start writes the generated key: the console, past every logger, since logs travel.</summary>
public sealed record BootstrapOutput(TextWriter Writer);

/// <summary>Whether the default organization and its keys are there.</summary>
public sealed class BootstrapState
{
    private volatile bool _isDone;

    public bool IsDone
    {
        get => _isDone;
        set => _isDone = value;
    }
}

/// <summary>
/// Sees to it before the first request that there is an organization with keys to call it by: those that configuration gives,
/// else generated ones, of which the secret is printed this once. A lost one is replaced by configuring another.
/// </summary>
public sealed partial class BootstrapService(
    IGrid grid,
    IOrganizationQueries queries,
    IOptions<FencyGridOptions> options,
    BootstrapState state,
    BootstrapOutput output,
    TimeProvider time,
    ILogger<BootstrapService> logger) : IHostedService
{
    /// <summary>The same at every start and in every process, so that repeating the bootstrap repeats nothing.</summary>
    public const string DefaultOrganizationId = Ids.Organization + "00000000000000000000000000000000";

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (!state.IsDone)
        {
            try
            {
                await BootstrapAsync(cancellationToken);
                state.IsDone = true;
            }
            catch (Exception exception) when (exception is RetryableException or UncertainOutcomeException)
            {
                LogWaiting(logger, exception.Message);
                await Task.Delay(RetryAfter, time, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task BootstrapAsync(CancellationToken cancellationToken)
    {
        var organization = grid.Get<IOrganizationGrain>(GrainKey.Of(DefaultOrganizationId));
        if (await queries.FindAsync(DefaultOrganizationId, cancellationToken) is null)
        {
            await CreateAsync(organization, cancellationToken);
        }

        var keys = await organization.ListKeysAsync(cancellationToken);
        var bootstrap = options.Value.Bootstrap;
        await EnsureAsync(organization, keys, ApiKeyKind.Publishable, bootstrap.PublishableKey, cancellationToken);
        await EnsureAsync(organization, keys, ApiKeyKind.Secret, bootstrap.SecretKey, cancellationToken);
    }

    private static async Task CreateAsync(IOrganizationGrain organization, CancellationToken cancellationToken)
    {
        try
        {
            await organization.CreateAsync("Default", cancellationToken);
        }
        catch (GridException exception) when (exception is StateConflictException or VersionConflictException)
        {
            // Another process of the cluster was first.
        }
    }

    private async Task EnsureAsync(
        IOrganizationGrain organization, IReadOnlyList<ApiKey> keys, ApiKeyKind kind, string? configured, CancellationToken cancellationToken)
    {
        if (configured is not null)
        {
            var known = await queries.FindKeyAsync(ApiKeyHash.Of(configured), cancellationToken);
            if (known is null)
            {
                await organization.IssueKeyAsync(kind, "Configured at start", kind == ApiKeyKind.Secret, configured, userId: null, cancellationToken);
            }
            else if (known.RevokedAt is not null)
            {
                LogRevoked(logger, kind, known.Id);
            }
        }
        else if (!keys.Any(key => key.Kind == kind))
        {
            var issued = await organization.IssueKeyAsync(kind, "First start", kind == ApiKeyKind.Secret, value: null, userId: null, cancellationToken);
            var advice = kind == ApiKeyKind.Secret ? " (shown only now: keep it)" : "";
            await output.Writer.WriteLineAsync($"{(kind == ApiKeyKind.Secret ? "Secret" : "Publishable")} key{advice}: {issued.Value}");
            await output.Writer.FlushAsync(cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store is not ready: {Reason} Trying again.")]
    private static partial void LogWaiting(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The configured {Kind} key ({KeyId}) has been revoked and stays so. Configure another, or issue one.")]
    private static partial void LogRevoked(ILogger logger, ApiKeyKind kind, string keyId);
}
