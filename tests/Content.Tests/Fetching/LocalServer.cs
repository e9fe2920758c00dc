using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Content.Tests.Fetching;

/// <summary>A web server on a free port of 127.0.0.1.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LocalServer(WebApplication application) => _application = application;

    public Uri Url => new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<LocalServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.Run(answer);
        await application.StartAsync();
        return new LocalServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
