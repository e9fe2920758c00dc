using System.Threading.Channels;
using FencyGrid.Grains.AgentTasks.Runs;
using FencyGrid.Grains.Models;
using Microsoft.Extensions.AI;

namespace FencyGrid.Grains.Tests.AgentTasks;

public sealed class AnswerStreamTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly Channel<ChatResponseUpdate> _model = Channel.CreateUnbounded<ChatResponseUpdate>();
    private readonly Channel<string> _published = Channel.CreateUnbounded<string>();

    [Fact]
    public async Task The_first_words_are_published_at_once_and_the_last_ones_always()
    {
        var reading = ReadAsync();
        Say("One ");
        (await _published.Reader.ReadAsync()).ShouldBe("One ");
        Say("two ");
        Say("three.");
        _model.Writer.Complete();

        (await reading).Text.ShouldBe("One two three.");

        var texts = new List<string>();
        while (_published.Reader.TryRead(out var text))
        {
            texts.Add(text);
        }

        texts[^1].ShouldBe("One two three.");
    }

    [Fact]
    public async Task Words_before_a_pause_of_the_model_are_not_kept_back()
    {
        var reading = ReadAsync();
        Say("One ");
        (await _published.Reader.ReadAsync()).ShouldBe("One ");

        Say("two");

        (await _published.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe("One two");
        _model.Writer.Complete();
        await reading;
    }

    [Fact]
    public async Task An_answer_without_end_is_stopped()
    {
        var reading = ReadAsync();
        for (var i = 0; i < 5; i++)
        {
            Say(new string('x', 100_000));
        }

        await Should.ThrowAsync<ModelFailedException>(() => reading);
    }

    private Task<ChatResponse> ReadAsync() => AnswerStream.ReadAsync(
        _model.Reader.ReadAllAsync(), text => _published.Writer.WriteAsync(text).AsTask(), Interval, TimeProvider.System, CancellationToken.None);

    private void Say(string text) => _model.Writer.TryWrite(new ChatResponseUpdate(ChatRole.Assistant, text));
}
