using System.Text.Json;
using FencyGrid.Bench.Load;

namespace FencyGrid.Bench.Trees;

/// <summary>The few calls on the Sonzai surface that the scenarios make, for users of one agent.</summary>
public sealed class TreeClient(HttpConnections http)
{
    private const string Memory = "/api/v1/agents/bench/memory";

    /// <summary>A claim of about so many characters on which nothing else in the bench bears.</summary>
    public static string Claim(int number) => $"The user {char.ToLowerInvariant(Corpus.Text(number, 70)[0])}{Corpus.Text(number, 70)[1..]}";

    public Task<string> AddAsync(string user, string content) =>
        http.SendAsync("POST", $"{Memory}/facts", JsonSerializer.Serialize(new { user_id = user, content }));

    public Task<string> AddManyAsync(string user, int from, int count) =>
        http.SendAsync("POST", $"{Memory}/facts/bulk", JsonSerializer.Serialize(new { user_id = user, facts = Enumerable.Range(from, count).Select(number => new { content = Claim(number) }) }));

    public Task<string> SearchAsync(string user, string query) =>
        http.SendAsync("GET", $"{Memory}/search?user_id={user}&limit=10&q={Uri.EscapeDataString(query)}");

    public Task<string> ListAsync(string user) => http.SendAsync("GET", $"{Memory}/facts?user_id={user}&limit=10");

    public Task<string> ConsolidateAsync(string user) =>
        http.SendAsync("POST", $"{Memory}/consolidate", JsonSerializer.Serialize(new { user_id = user, period = "daily" }));
}
