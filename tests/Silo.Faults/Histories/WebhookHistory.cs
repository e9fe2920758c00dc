using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Silo.Faults.Histories;

/// <summary>A webhook's endpoint: keeps which events arrived, and for each subject in which order they first did.</summary>
public sealed class WebhookHistory : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _events = [];
    private readonly Dictionary<string, List<(long Version, string Type)>> _subjects = [];
    private readonly WebApplication _app;
    private readonly Violations _violations;

    private WebhookHistory(WebApplication app, Violations violations)
    {
        _app = app;
        _violations = violations;
    }

    public string Url => _app.Urls.First() + "/hook";

    public int Repeats { get; private set; }

    public static async Task<WebhookHistory> StartAsync(string address, Violations violations)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{address}:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var history = new WebhookHistory(app, violations);
        app.Run(history.TakeAsync);
        await app.StartAsync();
        return history;
    }

    /// <summary>How many different events of a subject have arrived.</summary>
    public int CountOf(string subject)
    {
        lock (_lock)
        {
            return _subjects.TryGetValue(subject, out var events) ? events.Count : 0;
        }
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _events.Count;
            }
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        var root = document.RootElement;
        var subject = root.GetProperty("entity").GetProperty("id").GetString()!;
        var (version, type) = (root.GetProperty("version").GetInt64(), root.GetProperty("type").GetString()!);
        lock (_lock)
        {
            if (!_events.Add(root.GetProperty("id").GetString()!))
            {
                Repeats++;
            }
            else
            {
                if (!_subjects.TryGetValue(subject, out var events))
                {
                    _subjects[subject] = events = [];
                }

                if (events.Count > 0 && events[^1].Version > version)
                {
                    _violations.Add($"ORDER: {type} of {subject} (version {version}) arrived after {events[^1].Type} (version {events[^1].Version}).");
                }

                events.Add((version, type));
            }
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
