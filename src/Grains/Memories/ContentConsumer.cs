using FencyGrid.Contracts;
using FencyGrid.Contracts.Memories;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Memories.Content;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Memories;

/// <summary>
/// Fetches and converts what an event announced, outside the memory's turns and beside the consumer that indexes texts: a slow site holds
/// up nothing but other documents, and those only once as many are as slow.
/// </summary>
public sealed partial class ContentConsumer(IGrid grid, ContentReader reader, ILogger<ContentConsumer> logger) : IEventConsumer
{
    /// <summary>How often a URL that may answer later is fetched before the memory fails; the pauses between are the relay's.</summary>
    public const int MaxAttempts = 5;

    private const string NotRead = "The document could not be read. The server's log says why.";

    public string Name => EventConsumers.Contents;

    /// <summary>Mostly they wait for others' servers. Each holds at most one document in memory; the converter bounds its own work.</summary>
    public int? Concurrency => 16;

    public async Task ConsumeAsync(GridEvent gridEvent, int attempt, CancellationToken cancellationToken)
    {
        var grain = grid.Get<IMemoryGrain>(GrainKey.Of(gridEvent.OrganizationId, gridEvent.Subject));
        if (await grain.GetPendingContentAsync(cancellationToken) is not { } pending)
        {
            return;
        }

        try
        {
            var document = await ReadAsync(gridEvent, pending, attempt, cancellationToken);
            await grain.SetContentAsync(pending.ContentVersion, document.Text, document.HasPages, cancellationToken);
        }
        catch (Exception refused) when (refused is ConversionException or InvalidRequestException)
        {
            await grain.FailContentAsync(pending.ContentVersion, refused.Message, cancellationToken);
        }
    }

    private async Task<ConvertedDocument> ReadAsync(GridEvent gridEvent, PendingContent pending, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(gridEvent.OrganizationId, pending, cancellationToken);
        }
        catch (FetchException failure) when (!failure.IsTransient || attempt >= MaxAttempts)
        {
            throw new ConversionException(failure.Message, failure);
        }
        catch (Exception failure) when (failure is not GridException and not OperationCanceledException)
        {
            // The same document would fail again and again.
            LogNotRead(logger, failure, gridEvent.Subject, gridEvent.OrganizationId);
            throw new ConversionException(NotRead, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The document of memory {MemoryId} of {OrganizationId} could not be read.")]
    private static partial void LogNotRead(ILogger logger, Exception exception, string memoryId, string organizationId);
}
