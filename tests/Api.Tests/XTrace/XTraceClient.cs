using System.Net;
using System.Text.Json;

namespace FencyGrid.Api.Tests.XTrace;

/// <summary>Calls of the XTrace surface as its clients make them.</summary>
internal static class XTraceClient
{
    public static Task<Answer> AddAsync(this HttpClient client, object body) => client.PostAsync("/v1/memories/add/", body);

    public static Task<Answer> SearchAsync(this HttpClient client, object body) => client.PostAsync("/v1/memories/search/", body);

    public static Task<Answer> ListAsync(this HttpClient client, object body, string query = "") => client.PostAsync($"/v1/memories/{query}", body);

    public static Task<Answer> PostAsync(this HttpClient client, string path, object body) =>
        client.SendJsonAsync(HttpMethod.Post, path, body as string ?? JsonSerializer.Serialize(body));

    /// <summary>A user of its own for each test that shares a server.</summary>
    public static string NewUser() => $"user-{Guid.NewGuid():N}";

    /// <summary>Keeps the texts as they stand and answers with their ids.</summary>
    public static async Task<IReadOnlyList<string>> RememberAsync(this HttpClient client, string userId, params string[] texts)
    {
        var answer = await client.AddAsync(new { infer = false, user_id = userId, messages = texts.Select(text => new { role = "user", content = text }) });
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return answer.Ids("results");
    }

    public static IReadOnlyList<string> Ids(this Answer answer, string list) => answer.Values(list, "id");

    public static IReadOnlyList<string> Values(this Answer answer, string list, string field) =>
        [.. answer.Json.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(field).GetString()!)];
}
