using FencyGrid.Contracts.AgentTasks;

namespace FencyGrid.Contracts.Streams;

/// <summary>The live event stream of one client. Key: organization / stream id.</summary>
public interface IStreamGrain : IGridGrain
{
    /// <summary>Opens the stream, using the client token up.</summary>
    /// <param name="clientToken">Of a session that allows one stream.</param>
    /// <exception cref="UnauthorizedException">The token is unknown, expired or used.</exception>
    /// <exception cref="ForbiddenException">The token is for something else.</exception>
    Task<OpenedStream> CreateAsync(string clientToken, CancellationToken cancellationToken);

    /// <summary>Checks that the token is the stream's.</summary>
    /// <returns>Whether the stream is still live; false once its time is up.</returns>
    /// <exception cref="NotFoundException">There is no such stream.</exception>
    /// <exception cref="UnauthorizedException">The token is another's.</exception>
    [Interleaves]
    Task<bool> AuthorizeAsync(string streamToken, CancellationToken cancellationToken);

    /// <summary>Keeps the item until the client has it. An item of the same task and id is replaced.</summary>
    Task PublishAsync(ProgressItem item, CancellationToken cancellationToken);

    /// <summary>
    /// What the client does not have yet, then what comes, until the stream's time is up. Items come in the order of their first
    /// appearance; of an item that was replaced meanwhile only the newest state comes.
    /// </summary>
    /// <param name="after">The last <see cref="StreamItem.Position"/> the client has; null, or one of an earlier activation, replays everything kept.</param>
    /// <exception cref="NotFoundException">There is no such stream.</exception>
    /// <exception cref="UnauthorizedException">The token is another's.</exception>
    IAsyncEnumerable<StreamItem> ReadAsync(string streamToken, string? after, CancellationToken cancellationToken);
}
