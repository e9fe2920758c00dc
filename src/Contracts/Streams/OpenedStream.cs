namespace FencyGrid.Contracts.Streams;

/// <param name="Token">Opens the stream: shown this once, kept only as a hash.</param>
public sealed record OpenedStream(string Id, DateTimeOffset CreatedAt, string Token);
