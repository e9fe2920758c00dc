using FencyGrid.Api.Admin;
using FencyGrid.Api.Auth;
using FencyGrid.Api.Fency;
using FencyGrid.Api.Fency.AgentTasks;
using FencyGrid.Api.Fency.Events;
using FencyGrid.Api.Fency.Uploads;
using FencyGrid.Api.Health;
using FencyGrid.Api.Http;
using FencyGrid.Api.Http.Idempotency;
using FencyGrid.Api.Metrics;
using FencyGrid.Api.OpenApi;
using FencyGrid.Api.Sonzai;
using FencyGrid.Api.Vai;
using FencyGrid.Api.XTrace;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FencyGrid.Api;

/// <summary>The front end as a component. It knows the grid by its interfaces only, so any engine and any store may be below it.</summary>
public static class FencyGridApiExtensions
{
    public static IServiceCollection AddFencyGridApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FencyGridOptions>().Bind(configuration.GetSection(FencyGridOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FencyGridOptions>, FencyGridOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<FencyGridOptions>>(static (kestrel, options) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Value.MaxBodyBytes;
        });
        services.AddApiHttp();
        services.AddClientCors();
        services.AddSingleton<AnswerSeal>();
        services.AddClientTasks(configuration);
        services.AddApiAuth();
        services.AddApiDocument();
        services.AddSingleton<XTraceRetrieval>();
        services.AddUploads();
        services.AddFencyEvents();
        services.AddSonzai();
        services.AddMetricsExport(configuration);
        return services;
    }

    public static WebApplication MapFencyGridApi(this WebApplication app)
    {
        app.UseCors();
        app.UseMiddleware<ApiPipeline>();
        app.MapHealth();
        app.MapApiDocument();
        app.MapAdmin();
        app.MapFency();
        app.MapSonzai();
        app.MapXTrace();
        app.MapVai();
        return app;
    }

    /// <summary>Says when the server starts, stops or has trouble; nothing per request.</summary>
    public static ILoggingBuilder AddFencyGridDefaults(this ILoggingBuilder logging) =>
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
}
