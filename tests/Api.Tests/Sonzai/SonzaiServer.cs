using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FencyGrid.Api.Tests.Sonzai;

internal static partial class SonzaiServer
{
    public const string Base = "/api/v1/agents/";

    public static Task<Answer> PostAsync(this HttpClient client, string path, object body) =>
        client.SendJsonAsync(HttpMethod.Post, Base + path, body as string ?? JsonSerializer.Serialize(body));

    public static Task<Answer> PutAsync(this HttpClient client, string path, object body) =>
        client.SendJsonAsync(HttpMethod.Put, Base + path, body as string ?? JsonSerializer.Serialize(body));

    public static Task<Answer> ReadAsync(this HttpClient client, string path) => client.GetAnswerAsync(Base + path);

    public static Task<Answer> RemoveAsync(this HttpClient client, string path) => client.SendJsonAsync(HttpMethod.Delete, Base + path);

    /// <summary>Adds a fact of a user and answers with its id.</summary>
    public static async Task<string> AddFactAsync(this HttpClient client, string agent, string user, string content)
    {
        var answer = await client.PostAsync($"{agent}/memory/facts", new { content, user_id = user });
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return answer.FactId();
    }

    public static string FactId(this Answer answer) => answer.Json.GetProperty("fact_id").GetString()!;

    /// <summary>The texts under a field of a list's items, in order.</summary>
    public static IReadOnlyList<string> Texts(this Answer answer, string list, string field)
    {
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return [.. answer.Json.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(field).GetString()!)];
    }

    /// <summary>The document with the server's address, ids, hashes and times replaced.</summary>
    public static string Shown(this Answer answer) =>
        Times().Replace(Hashes().Replace(Uuids().Replace(Hosts().Replace(answer.Text, "HOST"), "ID"), "HASH"), "TIME");

    /// <summary>Asserts the whole shape of an error, and that one of its places is <paramref name="location"/>.</summary>
    public static void ShouldBeProblem(this Answer answer, HttpStatusCode status, string? location = null, string? message = null)
    {
        answer.Status.ShouldBe(status, answer.Text);
        answer.Message.Content.Headers.ContentType?.ToString().ShouldBe("application/problem+json");
        var json = answer.Json;
        json.GetProperty("$schema").GetString().ShouldNotBeNull().ShouldEndWith("/api/v1/schemas/ErrorModel.json");
        json.GetProperty("status").GetInt32().ShouldBe((int)status);
        json.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        json.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        if (location is not null)
        {
            var problem = json.GetProperty("errors").EnumerateArray().FirstOrDefault(error => error.GetProperty("location").GetString() == location);
            problem.ValueKind.ShouldBe(JsonValueKind.Object, answer.Text);
            problem.GetProperty("message").GetString().ShouldNotBeNull().ShouldContain(message ?? "");
        }
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:\\d+")]
    private static partial Regex Hosts();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuids();

    [GeneratedRegex("\"[0-9a-f]{16}\"")]
    private static partial Regex Hashes();

    [GeneratedRegex("\"2\\d{3}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z\"")]
    private static partial Regex Times();
}
