namespace FencyGrid.Api.Tests.Fency;

/// <summary>On the store that a server has by default.</summary>
public sealed class DocumentVectorTests : DocumentVectorSuite
{
    protected override Task<IReadOnlyDictionary<string, string?>> SettingsAsync() =>
        Task.FromResult<IReadOnlyDictionary<string, string?>>(new Dictionary<string, string?>());
}
