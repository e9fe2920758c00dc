using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace FencyGrid.Models;

/// <summary>
/// The official OpenAI package behind <see cref="IChatClient"/>: streaming, tools, JSON schema output and sampling. An answer counts
/// only with its end: one that stops without a finish reason is a failure.
/// </summary>
internal sealed class OpenAiChatClient(ModelEndpoint endpoint, string model, TimeProvider time) : IChatClient
{
    private readonly ChatClient _client = new(model, endpoint.Credential, endpoint.ClientOptions(time));

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var calls = new ToolCallAssembly();
        var updates = _client.CompleteChatStreamingAsync(OpenAiMessages.Of(messages), OpenAiOptions.Of(options), cancellationToken);
        await using var stream = updates.GetAsyncEnumerator(cancellationToken);
        Microsoft.Extensions.AI.ChatFinishReason? finished = null;
        var hasStarted = false;
        while (await NextAsync(stream, hasStarted, cancellationToken))
        {
            hasStarted = true;
            var update = stream.Current;
            calls.Add(update);
            if (update.FinishReason is { } reason)
            {
                finished = reason == OpenAI.Chat.ChatFinishReason.ContentFilter ? throw ModelFailures.Filtered(endpoint) : Of(reason);
            }

            foreach (var part in update.ContentUpdate)
            {
                if (!string.IsNullOrEmpty(part.Text))
                {
                    yield return new ChatResponseUpdate(ChatRole.Assistant, part.Text);
                }
            }
        }

        if (finished is null)
        {
            throw ModelFailures.EndedEarly(endpoint);
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, calls.Finish()) { FinishReason = finished };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // The package's clients share one connection pool for the life of the process.
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<StreamingChatCompletionUpdate> stream, bool hasStarted, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.MoveNextAsync();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw ModelFailures.Of(endpoint, model, exception, hasStarted);
        }
    }

    private static Microsoft.Extensions.AI.ChatFinishReason Of(OpenAI.Chat.ChatFinishReason reason) => reason switch
    {
        OpenAI.Chat.ChatFinishReason.Length => Microsoft.Extensions.AI.ChatFinishReason.Length,
        OpenAI.Chat.ChatFinishReason.ToolCalls or OpenAI.Chat.ChatFinishReason.FunctionCall => Microsoft.Extensions.AI.ChatFinishReason.ToolCalls,
        _ => Microsoft.Extensions.AI.ChatFinishReason.Stop,
    };
}
