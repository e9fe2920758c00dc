using System.Net;
using System.Text.Json;

namespace FencyGrid.Api.Tests.Sonzai;

/// <summary>Every answer of every path, the good ones and the bad, against the vendor's own description.</summary>
public sealed class ConformanceTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private const string Agent = "Mira%2Fnight%20sky";

    private readonly HashSet<(string Operation, bool IsError)> _covered = [];

    [VendorFact]
    public async Task Every_answer_of_every_path_is_as_the_vendor_describes_it()
    {
        var vendor = VendorDescription.Load();
        var checker = new JsonSchemaChecker(vendor.Root);
        async Task<Answer> CallAsync(string operation, string path, HttpStatusCode expected, string? body = null)
        {
            var answer = await fixture.Server.Client.SendJsonAsync(new HttpMethod(operation.Split(' ')[0]), SonzaiServer.Base + path, body);
            answer.Status.ShouldBe(expected, $"{operation} {path}: {answer.Text}");
            Validate(vendor, checker, operation, answer);
            _covered.Add((operation, (int)expected >= 400));
            return answer;
        }

        const string Facts = "/agents/{agentId}/memory/facts";
        const string OneFact = "/agents/{agentId}/memory/facts/{factId}";
        const string Tree = "/agents/{agentId}/memory";

        var first = (await CallAsync($"POST {Facts}", $"{Agent}/memory/facts", HttpStatusCode.OK,
            """{"content":"Ann lives in Bergen.","user_id":"ann","importance":0.4,"confidence":1,"entities":["Ann"],"metadata":{"item_type":"home","quantity":2,"valid_from":"2024-01-01T00:00:00Z","session_id":"s1"}}""")).FactId();
        var second = (await CallAsync($"POST {Facts}", $"{Agent}/memory/facts", HttpStatusCode.OK, """{"content":"Ann lives in Oslo.","user_id":"ann"}""")).FactId();
        var wisdom = (await CallAsync($"POST {Facts}", $"{Agent}/memory/facts", HttpStatusCode.OK, """{"content":"The observatory closes at nine.","metadata":{"scope":"agent_global"}}""")).FactId();
        await CallAsync($"POST {Facts}", $"{Agent}/memory/facts", HttpStatusCode.UnprocessableEntity, """{"content":7,"foo":{"a":[1]}}""");
        await CallAsync($"POST {Facts}", $"{Agent}/memory/facts", HttpStatusCode.BadRequest, "{");

        await CallAsync($"POST {Facts}/bulk", $"{Agent}/memory/facts/bulk", HttpStatusCode.OK,
            """{"user_id":"ann","facts":[{"content":"Ann keeps bees."},{"content":""},{"content":"Bob plays chess.","user_id":"bob"}]}""");
        await CallAsync($"POST {Facts}/bulk", $"{Agent}/memory/facts/bulk", HttpStatusCode.UnprocessableEntity, """{"facts":[]}""");

        await CallAsync($"GET {Facts}", $"{Agent}/memory/facts?limit=1", HttpStatusCode.OK);
        await CallAsync($"GET {Facts}", $"{Agent}/memory/facts?limit=0", HttpStatusCode.UnprocessableEntity);

        second = (await CallAsync($"PUT {OneFact}", $"{Agent}/memory/facts/{second}", HttpStatusCode.OK, """{"content":"Ann lives in Tromsø.","metadata":{"a":1}}""")).FactId();
        await CallAsync($"PUT {OneFact}", $"{Agent}/memory/facts/unknown", HttpStatusCode.NotFound, """{"importance":0.1}""");
        await CallAsync("GET /agents/{agentId}/memory/fact/{factId}/history", $"{Agent}/memory/fact/{second}/history", HttpStatusCode.OK);
        await CallAsync("GET /agents/{agentId}/memory/fact/{factId}/history", $"{Agent}/memory/fact/unknown/history", HttpStatusCode.NotFound);

        await CallAsync("GET /agents/{agentId}/memory/search", $"{Agent}/memory/search?q=where+does+Ann+live&user_id=ann", HttpStatusCode.OK);
        await CallAsync("GET /agents/{agentId}/memory/search", $"{Agent}/memory/search", HttpStatusCode.UnprocessableEntity);
        await CallAsync($"GET {Tree}", $"{Agent}/memory?include_contents=true", HttpStatusCode.OK);
        await CallAsync($"GET {Tree}", $"{Agent}/memory?limit=201", HttpStatusCode.UnprocessableEntity);
        await CallAsync("GET /agents/{agentId}/memory/timeline", $"{Agent}/memory/timeline", HttpStatusCode.OK);
        await CallAsync("GET /agents/{agentId}/memory/timeline", $"{Agent}/memory/timeline?start=yesterday", HttpStatusCode.UnprocessableEntity);
        await CallAsync("GET /agents/{agentId}/users/{userId}/facts", $"{Agent}/users/ann/facts", HttpStatusCode.OK);
        await CallAsync("GET /agents/{agentId}/users/{userId}/facts", $"{Agent}/users/ann/facts?limit=5001", HttpStatusCode.UnprocessableEntity);

        await CallAsync("POST /agents/{agentId}/memory/consolidate", $"{Agent}/memory/consolidate", HttpStatusCode.OK, """{"period":"daily","user_id":""}""");
        await CallAsync("POST /agents/{agentId}/memory/consolidate", $"{Agent}/memory/consolidate", HttpStatusCode.UnprocessableEntity, """{"period":"hourly"}""");
        var summaries = await CallAsync("GET /agents/{agentId}/memory/summaries", $"{Agent}/memory/summaries", HttpStatusCode.OK);
        summaries.Json.GetProperty("summaries").GetArrayLength().ShouldBeGreaterThan(0);
        await CallAsync("GET /agents/{agentId}/memory/summaries", $"{Agent}/memory/summaries?limit=101", HttpStatusCode.UnprocessableEntity);

        await CallAsync("POST /agents/{agentId}/memory/seed", $"{Agent}/memory/seed", HttpStatusCode.OK, SeedTests.Seed);
        await CallAsync("POST /agents/{agentId}/memory/seed", $"{Agent}/memory/seed", HttpStatusCode.UnprocessableEntity, "{}");

        await CallAsync("GET /agents/{agentId}/memory/wisdom/audit/{factId}", $"{Agent}/memory/wisdom/audit/{wisdom}", HttpStatusCode.OK);
        await CallAsync("GET /agents/{agentId}/memory/wisdom/audit/{factId}", $"{Agent}/memory/wisdom/audit/{second}", HttpStatusCode.NotFound);
        await CallAsync("DELETE /agents/{agentId}/memory/wisdom/{factId}", $"{Agent}/memory/wisdom/{second}", HttpStatusCode.NotFound);
        await CallAsync("DELETE /agents/{agentId}/memory/wisdom/{factId}", $"{Agent}/memory/wisdom/{wisdom}", HttpStatusCode.OK);

        await CallAsync($"DELETE {OneFact}", $"{Agent}/memory/facts/{first}", HttpStatusCode.NoContent);
        await CallAsync($"DELETE {OneFact}", $"{Agent}/memory/facts/{first}", HttpStatusCode.NotFound);
        await CallAsync($"DELETE {Tree}", $"{Agent}/memory?user_id=ann", HttpStatusCode.OK);
        await CallAsync($"DELETE {Tree}", $"{Agent}/memory", HttpStatusCode.UnprocessableEntity);

        _covered.ShouldBe(vendor.Operations.SelectMany(operation => new[] { (operation, false), (operation, true) }), ignoreOrder: true);
    }

    private static void Validate(VendorDescription vendor, JsonSchemaChecker checker, string operation, Answer answer)
    {
        var response = vendor.Response(operation, (int)answer.Status);
        if (!response.TryGetProperty("content", out var content))
        {
            answer.Text.ShouldBeEmpty(operation);
            return;
        }

        content.TryGetProperty(answer.Message.Content.Headers.ContentType!.ToString(), out var media).ShouldBeTrue($"{operation}: {answer.Message.Content.Headers.ContentType}");
        checker.Check(media.GetProperty("schema"), answer.Json).ShouldBeEmpty($"{operation}: {answer.Text}");
    }
}
