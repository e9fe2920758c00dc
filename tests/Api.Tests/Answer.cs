using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FencyGrid.Api.Tests;

/// <summary>An answer read whole.</summary>
public sealed partial record Answer(HttpStatusCode Status, HttpResponseMessage Message, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string Id => Json.GetProperty("id").GetString()!;

    /// <summary>The document with every id's random part and every timestamp replaced, so that whole answers can be compared.</summary>
    public string Pattern => Timestamps().Replace(RandomUuids().Replace(RandomIds().Replace(Text, "$1_ID"), "\"UUID\""), "\"TIME\"");

    /// <summary>Asserts the error's shape, status and code, and that its message names each of <paramref name="words"/>.</summary>
    public void ShouldBeError(HttpStatusCode status, string code, params string[] words)
    {
        Status.ShouldBe(status, Text);
        Message.Content.Headers.ContentType?.ToString().ShouldBe("application/json");
        Json.EnumerateObject().Select(property => property.Name).ShouldBe(["error"]);
        var error = Json.GetProperty("error");
        error.EnumerateObject().Select(property => property.Name).ShouldBe(["message", "code"]);
        error.GetProperty("code").GetString().ShouldBe(code);
        foreach (var word in words)
        {
            error.GetProperty("message").GetString()!.ShouldContain(word);
        }
    }

    [GeneratedRegex("(mem|mty|ata|org|key|ses|str)_[0-9a-f]{32}")]
    private static partial Regex RandomIds();

    [GeneratedRegex("\"[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"")]
    private static partial Regex RandomUuids();

    [GeneratedRegex("\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z\"")]
    private static partial Regex Timestamps();
}

public static class AnswerExtensions
{
    public static Task<Answer> SendJsonAsync(this HttpClient client, HttpMethod method, string path, string? json = null) =>
        client.SendBodyAsync(method, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"));

    public static Task<Answer> SendBytesAsync(this HttpClient client, string path, byte[] body, string contentType)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return client.SendBodyAsync(HttpMethod.Post, path, content);
    }

    public static Task<Answer> SendFormAsync(this HttpClient client, HttpMethod method, string path, params (string Name, string Value)[] fields) =>
        client.SendBodyAsync(method, path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public static async Task<Answer> SendBodyAsync(this HttpClient client, HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        var response = await client.SendAsync(request);
        return new Answer(response.StatusCode, response, await response.Content.ReadAsStringAsync());
    }

    public static Task<Answer> GetAnswerAsync(this HttpClient client, string path) => client.SendBodyAsync(HttpMethod.Get, path, content: null);

    public static async Task<string> CreateTypeAsync(this HttpClient client, string fields = "[]") =>
        (await client.SendJsonAsync(HttpMethod.Post, "/v1/memory-types", $$"""{"name":"Notes","metadataFields":{{fields}}}""")).Id;

    public static async Task<string> CreateMemoryAsync(this HttpClient client, string typeId, string title = "A title", string text = "Some text.") =>
        (await client.SendJsonAsync(
            HttpMethod.Post, "/v1/memories",
            JsonSerializer.Serialize(new { memoryTypeId = typeId, sourceType = "TEXT", title, text }))).Id;

    /// <summary>The task once it has an outcome.</summary>
    public static async Task<Answer> GetFinishedAsync(this HttpClient client, string taskId)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var answer = await client.GetAnswerAsync($"/v1/agent-tasks/{taskId}");
            if (answer.Status != HttpStatusCode.OK || answer.Json.GetProperty("status").GetString() != "IN_PROGRESS")
            {
                return answer;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    /// <summary>The memory once its content is synchronized.</summary>
    public static async Task<Answer> GetSynchronizedAsync(this HttpClient client, string id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var answer = await client.GetAnswerAsync($"/v1/memories/{id}");
            if (answer.Status != HttpStatusCode.OK || answer.Json.GetProperty("contentStatus").GetString() != "SYNCHRONIZING")
            {
                return answer;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }
}
