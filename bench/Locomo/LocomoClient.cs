using System.Text.Json;
using FencyGrid.Bench.Load;

namespace FencyGrid.Bench.Locomo;

/// <summary>The calls on the XTrace surface that the benchmark makes, with documented fields only.</summary>
public sealed class LocomoClient(HttpConnections http)
{
    /// <summary>One session as one import; the speaker's name stands before the words, a picture's caption after them.</summary>
    public Task ImportAsync(LocomoConversation conversation, LocomoSession session, bool infer) =>
        http.SendAsync("POST", "/v1/memories/add/", JsonSerializer.Serialize(new
        {
            mode = "import",
            infer,
            user_id = conversation.Id,
            conv_id = session.Id,
            messages = session.Turns.Select(turn => new
            {
                role = turn.Speaker == conversation.FirstSpeaker ? "user" : "assistant",
                content = turn.Caption is null ? $"{turn.Speaker}: {turn.Text}" : $"{turn.Speaker}: {turn.Text} [shares {turn.Caption}]",
                date = session.Date,
                dia_id = turn.DiaId,
            }),
        }));

    public async Task<IReadOnlyList<LocomoHit>> SearchAsync(string userId, string query, int topK, bool rerank)
    {
        var answer = await http.SendAsync(
            "POST", "/v1/memories/search/", JsonSerializer.Serialize(new { query, filters = new { user_id = userId }, top_k = topK, rerank }));
        using var document = JsonDocument.Parse(answer);
        return [.. document.RootElement.GetProperty("facts").EnumerateArray().Select(fact => new LocomoHit(
            fact.GetProperty("conv_id").GetString()!,
            [.. fact.GetProperty("source_dia_ids").EnumerateArray().Select(id => id.GetString()!)],
            fact.GetProperty("text").GetString()!.Length))];
    }
}

/// <param name="Length">Characters of its text.</param>
public sealed record LocomoHit(string SessionId, IReadOnlyList<string> Turns, int Length);
