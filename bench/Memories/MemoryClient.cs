using System.Text.Json;
using FencyGrid.Bench.Load;

namespace FencyGrid.Bench.Memories;

/// <summary>The few calls on the Fency surface that the scenarios make.</summary>
public sealed class MemoryClient(HttpConnections http)
{
    public async Task<string> CreateTypeAsync(string name)
    {
        var answer = await http.SendAsync("POST", "/v1/memory-types", JsonSerializer.Serialize(new { name, description = "bench" }));
        return Id(answer);
    }

    public Task<string> CreateAsync(string typeId, string text) =>
        http.SendAsync("POST", "/v1/memories", CreateBody(typeId, text));

    public static string CreateBody(string typeId, string text) =>
        JsonSerializer.Serialize(new { memoryTypeId = typeId, sourceType = "TEXT", title = "A title of usual length", text });

    public async Task<string> StatusAsync(string memoryId)
    {
        var answer = await http.SendAsync("GET", $"/v1/memories/{memoryId}");
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.GetProperty("contentStatus").GetString()!;
    }

    public Task<string> SearchAsync(string typeId, string query) =>
        http.SendAsync("POST", "/v1/agent-tasks", JsonSerializer.Serialize(new
        {
            taskType = "MEMORY_SEARCH",
            query,
            chunkLimit = 10,
            guardRails = new { memoryTypes = new[] { new { memoryTypeId = typeId } } },
        }));

    public static string Id(string answer)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.GetProperty("id").GetString()!;
    }
}
