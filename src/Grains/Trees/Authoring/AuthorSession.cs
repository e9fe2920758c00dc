using System.Text.Json;
using FencyGrid.Grains.AgentTasks.Completions.Schemas;
using FencyGrid.Grains.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace FencyGrid.Grains.Trees.Authoring;

/// <summary>
/// What one operation has a model write, all within <see cref="TreeOptions.ModelTime"/>. A model that fails, or is not done by then, is
/// not asked again: whoever asks goes on without it.
/// </summary>
public sealed partial class AuthorSession : IDisposable
{
    private readonly ChatModel _model;
    private readonly ILogger _logger;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenSource _either;
    private readonly SemaphoreSlim _turns;
    private volatile bool _hasFailed;

    internal AuthorSession(ChatModel model, TimeSpan limit, TimeProvider time, ILogger logger, CancellationToken caller)
    {
        _model = model;
        _logger = logger;
        _caller = caller;
        _time = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, caller);
        _turns = new SemaphoreSlim(Math.Min(model.MaxConcurrency, MostAtOnce));
    }

    private const int MostAtOnce = 4;

    /// <summary>The model's answer, of the schema and past the check; null when there is none.</summary>
    internal async Task<JsonElement?> AskAsync(string instructions, string material, JsonSchema schema, Func<JsonElement, IReadOnlyList<string>>? check)
    {
        if (_hasFailed)
        {
            return null;
        }

        try
        {
            await _turns.WaitAsync(_either.Token);
            try
            {
                var answer = await StructuredAnswer.AskAsync(
                    _model.Client, [new ChatMessage(ChatRole.System, instructions), new ChatMessage(ChatRole.User, material)], new ChatOptions(), schema, check, _either.Token);
                using var document = JsonDocument.Parse(answer);
                return document.RootElement.Clone();
            }
            finally
            {
                _turns.Release();
            }
        }
        catch (Exception exception) when (!_caller.IsCancellationRequested)
        {
            // Any provider may be plugged in, and none of their failures may take what asked down with it.
            _hasFailed = true;
            LogFailed(_logger, exception, _model.Endpoint);
            return null;
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _time.Dispose();
        _turns.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The model {Endpoint} wrote nothing usable; trees go on without it.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string endpoint);
}
