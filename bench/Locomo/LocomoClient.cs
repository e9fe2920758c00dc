using System.Text.Json;
using FencyGrid.Bench.Load;

namespace FencyGrid.Bench.Locomo;

/// <summary>The calls on the XTrace surface that the benchmark makes, with documented fields only.</summary>
/// <param name="namesAsRoles">Whether a speaker's name is the message's role instead of standing before the words.</param>
public sealed class LocomoClient(HttpConnections http, bool namesAsRoles)
{
    // Of an import's stages, those that are no part of reading facts out of messages.
    private static readonly string[] NotExtraction = ["store", "model"];

    /// <summary>One session as one import; a picture's caption stands after the words. Answers with the milliseconds that extraction took.</summary>
    public async Task<double> ImportAsync(LocomoConversation conversation, LocomoSession session, bool infer, string? userId = null, string? conversationId = null)
    {
        var answer = await http.SendAsync("POST", "/v1/memories/add/", JsonSerializer.Serialize(new
        {
            mode = "import",
            infer,
            user_id = userId ?? conversation.Id,
            conv_id = conversationId ?? session.Id,
            messages = session.Turns.Select(turn => new
            {
                role = namesAsRoles ? turn.Speaker : turn.Speaker == conversation.FirstSpeaker ? "user" : "assistant",
                content = $"{(namesAsRoles ? "" : $"{turn.Speaker}: ")}{turn.Text}{(turn.Caption is null ? "" : $" [shares {turn.Caption}]")}",
                date = session.Date,
                dia_id = turn.DiaId,
            }),
        }));
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.GetProperty("stage_timings").EnumerateObject().Where(stage => !NotExtraction.Contains(stage.Name)).Sum(stage => stage.Value.GetDouble());
    }

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
