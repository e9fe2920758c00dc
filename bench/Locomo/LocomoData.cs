using System.Security.Cryptography;
using System.Text.Json;

namespace FencyGrid.Bench.Locomo;

/// <summary>Conversations of LoCoMo (Maharana et al., 2024) in its own file format, with the questions that name their evidence.</summary>
public sealed record LocomoData(string Sha256, IReadOnlyList<LocomoConversation> Conversations)
{
    public static async Task<LocomoData> ReadAsync(string path)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        using var document = JsonDocument.Parse(bytes);
        return new LocomoData(
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            [.. document.RootElement.EnumerateArray().Select(LocomoConversation.Read)]);
    }
}

public sealed record LocomoConversation(string Id, string FirstSpeaker, IReadOnlyList<LocomoSession> Sessions, IReadOnlyList<LocomoQuestion> Questions)
{
    /// <summary>Single-hop is 4, multi-hop 1, temporal 2, open-domain 3; category 5 asks for what was never said.</summary>
    private const int LastCategory = 4;

    public static LocomoConversation Read(JsonElement sample)
    {
        var talk = sample.GetProperty("conversation");
        var sessions = new List<LocomoSession>();
        for (var number = 1; talk.TryGetProperty($"session_{number}_date_time", out var date); number++)
        {
            // Some sessions have a date and no messages.
            if (talk.TryGetProperty($"session_{number}", out var turns))
            {
                sessions.Add(new LocomoSession($"session_{number}", date.GetString()!, [.. turns.EnumerateArray().Select(LocomoTurn.Read)]));
            }
        }

        var sessionOf = sessions.SelectMany(session => session.Turns.Select(turn => (turn.DiaId, session.Id))).ToDictionary();
        var questions = new List<LocomoQuestion>();
        foreach (var question in sample.GetProperty("qa").EnumerateArray())
        {
            // Evidence counts where it names a message as that is written; a few entries of the data do not.
            List<string> evidence = [.. question.GetProperty("evidence").EnumerateArray().Select(id => id.GetString()!).Where(sessionOf.ContainsKey).Distinct()];
            var category = question.GetProperty("category").GetInt32();
            if (evidence.Count > 0 && category <= LastCategory)
            {
                questions.Add(new LocomoQuestion(
                    question.GetProperty("question").GetString()!, category, evidence.ToHashSet(), evidence.Select(id => sessionOf[id]).ToHashSet()));
            }
        }

        return new LocomoConversation(sample.GetProperty("sample_id").GetString()!, talk.GetProperty("speaker_a").GetString()!, sessions, questions);
    }
}

/// <param name="Date">Free text, such as a time of day and a date.</param>
public sealed record LocomoSession(string Id, string Date, IReadOnlyList<LocomoTurn> Turns);

/// <param name="Caption">What the picture shows that was sent along.</param>
public sealed record LocomoTurn(string DiaId, string Speaker, string Text, string? Caption)
{
    public static LocomoTurn Read(JsonElement turn) => new(
        turn.GetProperty("dia_id").GetString()!,
        turn.GetProperty("speaker").GetString()!,
        turn.GetProperty("text").GetString()!,
        turn.TryGetProperty("blip_caption", out var caption) ? caption.GetString() : null);
}

/// <param name="Turns">The messages that hold the answer.</param>
/// <param name="Sessions">The sessions of those messages.</param>
public sealed record LocomoQuestion(string Text, int Category, IReadOnlySet<string> Turns, IReadOnlySet<string> Sessions);
