using System.Net;
using System.Text.Json;
using FencyGrid.Api.Tests.Models;
using FencyGrid.Embedded;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FencyGrid.Api.Tests.Clients;

public sealed class TaskTests
{
    [Fact]
    public async Task A_chat_completion_of_a_secret_key_is_answered_in_progress_and_ends_as_the_document_shows()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Text("The answer ", "is 42."));
        await using var server = await TestServer.StartAsync(stub.Settings());

        var created = await server.Client.SendJsonAsync(HttpMethod.Post, "/v1/agent-tasks", """
            {"taskType":"STREAMING_CHAT_COMPLETION","messages":[{"role":"USER","content":"What is the answer?"}],"model":"openai/gpt-4.1","metadata":{"size":1337} }
            """);
        var finished = await server.Client.GetFinishedAsync(created.Id);

        created.Pattern.ShouldBe(
            """{"id":"ata_ID","createdAt":"TIME","updatedAt":"TIME","status":"IN_PROGRESS","taskType":"STREAMING_CHAT_COMPLETION","succeededAt":null,"successResponse":null,"failedAt":null,"failureResponse":null,"metadata":{"size":1337}}""");
        finished.Pattern.ShouldBe(
            """{"id":"ata_ID","createdAt":"TIME","updatedAt":"TIME","status":"SUCCEEDED","taskType":"STREAMING_CHAT_COMPLETION","succeededAt":"TIME","successResponse":{"text":"The answer is 42.","completedAt":"TIME","messages":[{"role":"USER","content":"What is the answer?"},{"role":"ASSISTANT","content":"The answer is 42."}]},"failedAt":null,"failureResponse":null,"metadata":{"size":1337}}""");
    }

    [Fact]
    public async Task A_structured_completion_is_asked_to_correct_itself_once()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Text("```json\n{\"answer\":7}\n```"), OpenAiStub.Text("{\"answer\":\"yes\"}"));
        await using var server = await TestServer.StartAsync(stub.Settings());

        var finished = await RunAsync(server, Structured("""{"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"]}"""));

        finished.Json.GetProperty("successResponse").GetProperty("json").GetRawText().ShouldBe("""{"answer":"yes"}""");
        stub.Requests.Count.ShouldBe(2);
        stub.Requests[1].GetProperty("messages").EnumerateArray().Last().GetRawText().ShouldContain("$.answer must be of type string");
    }

    [Fact]
    public async Task A_structured_completion_that_stays_wrong_fails_with_what_is_wrong()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Text("no JSON at all"));
        await using var server = await TestServer.StartAsync(stub.Settings());

        var finished = await RunAsync(server, Structured("""{"type":"object"}"""));

        finished.Json.GetProperty("status").GetString().ShouldBe("FAILED");
        finished.Json.GetProperty("failedAt").ValueKind.ShouldBe(JsonValueKind.String);
        finished.Json.GetProperty("failureResponse").GetProperty("message").GetString()!.ShouldContain("not valid JSON");
        stub.Requests.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"streamingChatCompletionTask":{"messages":[{"role":"USER","content":"x"}],"model":"openai/gpt-4.1","temperature":2.1} }""", "invalid_request", "temperature", "0 to 2")]
    [InlineData("""{"streamingChatCompletionTask":{"messages":[{"role":"USER","content":"x"}],"model":"anthropic/claude-opus-4.6","temperature":1.1} }""", "invalid_request", "temperature", "0 to 1")]
    [InlineData("""{"streamingChatCompletionTask":{"messages":[{"role":"USER","content":"x"}],"model":"openai/gpt-4.1","topP":-0.1} }""", "invalid_request", "topP")]
    [InlineData("""{"streamingChatCompletionTask":{"messages":[{"role":"USER","content":"x"}],"model":"openai/gpt-4.1","topP":"high"} }""", "invalid_field", "topP")]
    [InlineData("""{"streamingChatCompletionTask":{"messages":[{"role":"USER","content":"x"}],"model":"acme/rocket"} }""", "invalid_request", "acme/rocket")]
    [InlineData("""{"streamingChatCompletionTask":{"messages":[],"model":"openai/gpt-4.1"} }""", "invalid_request", "USER")]
    [InlineData("""{"streamingChatCompletionTask":{"messages":[{"role":"ROBOT","content":"x"}]} }""", "invalid_field", "messages[0].role")]
    [InlineData("""{"streamingChatCompletionTask":{},"memoryChatTask":{} }""", "invalid_request", "exactly one", "streamingChatCompletionTask, memoryChatTask")]
    [InlineData("{}", "invalid_request", "none")]
    public async Task A_task_that_cannot_be_run_is_refused_and_its_token_stays_good(string body, string code, params string[] named)
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Text("Hi."));
        await using var server = await TestServer.StartAsync(stub.Settings("default"));
        var browser = new BrowserClient(server);
        var stream = await browser.CreateStreamAsync();
        var token = await browser.TaskTokenAsync("STREAMING_CHAT_COMPLETION");

        (await browser.CreateTaskAsync(stream, token, body)).ShouldBeError(HttpStatusCode.BadRequest, code, named);

        (await browser.CreateTaskAsync(stream, token, """{"streamingChatCompletionTask":{"messages":[{"role":"USER","content":"x"}]} }""")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("not json", "not valid JSON")]
    [InlineData("[]", "JSON object")]
    [InlineData("""{"type":"objekt"}""", "jsonSchema.type")]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/b"}}}""", "jsonSchema.properties.a.$ref")]
    public async Task A_schema_that_is_not_one_is_refused(string schema, string named)
    {
        await using var server = await TestServer.StartAsync();

        (await server.Client.SendJsonAsync(HttpMethod.Post, "/v1/agent-tasks", Structured(schema))).ShouldBeError(HttpStatusCode.BadRequest, "invalid_request", named);
    }

    [Fact]
    public async Task A_slow_endpoint_holds_up_neither_reads_of_its_task_nor_tasks_of_another()
    {
        await using var slow = await OpenAiStub.StartAsync(OpenAiStub.Silent());
        await using var quick = await OpenAiStub.StartAsync(OpenAiStub.Text("Quick."));
        var settings = slow.Settings();
        settings["FencyGrid:Models:openai:MaxConcurrency"] = "1";
        foreach (var (name, value) in quick.Settings("google"))
        {
            settings[name] = value;
        }

        await using var server = await TestServer.StartAsync(settings);
        var stuck = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.Client.SendJsonAsync(HttpMethod.Post, "/v1/agent-tasks", Completion("openai/gpt-4.1"))));

        var finished = await RunAsync(server, Completion("google/gemini-2.5-pro"));

        finished.Json.GetProperty("status").GetString().ShouldBe("SUCCEEDED");
        foreach (var task in stuck)
        {
            (await server.Client.GetAnswerAsync($"/v1/agent-tasks/{task.Id}")).Json.GetProperty("status").GetString().ShouldBe("IN_PROGRESS");
        }
    }

    [Fact]
    public async Task A_task_that_runs_too_long_fails_with_the_limit()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Silent());
        var settings = stub.Settings();
        settings["FencyGrid:AgentTasks:MaxDuration"] = "00:00:00.3";
        await using var server = await TestServer.StartAsync(settings);

        var finished = await RunAsync(server, Completion("openai/gpt-4.1"));

        finished.Json.GetProperty("failureResponse").GetProperty("message").GetString()!.ShouldContain("FencyGrid:AgentTasks:MaxDuration");
    }

    [Fact]
    public async Task A_task_that_keeps_being_interrupted_fails_instead_of_running_for_ever()
    {
        var directory = Directory.CreateTempSubdirectory("fencygrid-interrupted-").FullName;
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Silent());
        var settings = stub.Settings();
        settings["FencyGrid:AgentTasks:MaxInterruptions"] = "1";
        string id;
        await using (var server = await TestServer.StartAsync(settings, dataDirectory: directory))
        {
            id = (await server.Client.SendJsonAsync(HttpMethod.Post, "/v1/agent-tasks", Completion("openai/gpt-4.1"))).Id;
            await stub.WaitForRequestsAsync(1);
        }

        await using (var server = await TestServer.StartAsync(settings, dataDirectory: directory))
        {
            // Taken up again: the endpoint is asked a second time.
            await stub.WaitForRequestsAsync(2);
        }

        await using (var server = await TestServer.StartAsync(settings, dataDirectory: directory))
        {
            var finished = await server.Client.GetFinishedAsync(id);
            finished.Json.GetProperty("status").GetString().ShouldBe("FAILED");
            finished.Json.GetProperty("failureResponse").GetProperty("message").GetString()!.ShouldContain("interrupted 2 times");
        }

        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_memory_chat_cites_with_pages_and_its_words_go_with_any_memory_it_has_read()
    {
        await using var server = await TestServer.StartAsync();
        var typeId = await server.Client.CreateTypeAsync();
        var memoryId = await server.Client.CreateMemoryAsync(typeId, "Ferries", "The last ferry leaves at ten.");
        await server.Client.GetSynchronizedAsync(memoryId);

        var finished = await RunAsync(server, """{"taskType":"MEMORY_CHAT","messages":[{"role":"USER","content":"When does the last ferry leave?"}],"chunkLimit":5}""");

        finished.Pattern.ShouldContain("""
            "sources":[{"memoryTypeId":"mty_ID","memoryTypeName":"Notes","memoryId":"mem_ID","memoryTitle":"Ferries","pageNumbers":[]}]
            """.Trim());
        finished.Json.GetProperty("successResponse").GetProperty("text").GetString()!.ShouldContain("> The last ferry leaves at ten.");
        await server.Client.SendJsonAsync(HttpMethod.Delete, $"/v1/memories/{memoryId}");
        var left = await server.Client.GetAnswerAsync($"/v1/agent-tasks/{finished.Id}");
        left.Json.GetProperty("successResponse").GetProperty("text").ValueKind.ShouldBe(JsonValueKind.Null);
        left.Text.ShouldNotContain("ferry leaves");
        left.Text.ShouldNotContain("Ferries");
    }

    [Fact]
    public async Task A_model_that_calls_tools_without_end_has_to_answer_and_nonsense_calls_are_told_so()
    {
        RequestDelegate[] nonsense = [OpenAiStub.Tool("dance", new { }), OpenAiStub.Tool("search_chunks", "{broken"), OpenAiStub.Tool("read_memory", new { memoryId = 7 }), OpenAiStub.Text("Done.")];
        await using var stub = await OpenAiStub.StartAsync(nonsense);
        var settings = stub.Settings();
        settings["FencyGrid:AgentTasks:MaxToolRounds"] = "3";
        await using var server = await TestServer.StartAsync(settings);

        var finished = await RunAsync(server, """{"taskType":"MEMORY_CHAT","messages":[{"role":"USER","content":"Hi"}],"model":"openai/gpt-4.1"}""");

        finished.Json.GetProperty("successResponse").GetProperty("text").GetString().ShouldBe("Done.");
        stub.Requests[^1].GetProperty("tool_choice").GetString().ShouldBe("none");
        stub.Requests[^1].GetProperty("messages").EnumerateArray().Where(message => message.GetProperty("role").GetString() == "tool")
            .Select(message => message.GetProperty("content").GetString()![..6]).ShouldBe(["Error:", "Error:", "Error:"]);
    }

    [Fact]
    public async Task A_search_whose_expanding_model_fails_still_answers_and_says_what_it_did_instead()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Status(500));
        await using var server = await TestServer.StartAsync(stub.Settings());
        var browser = new BrowserClient(server);
        var memoryId = await server.Client.CreateMemoryAsync(await server.Client.CreateTypeAsync(), "Ferries", "The last ferry leaves at ten.");
        var stream = await browser.CreateStreamAsync();
        await browser.CreateTaskAsync(
            stream, await browser.TaskTokenAsync("MEMORY_SEARCH"),
            """{"memorySearchTask":{"query":"last ferry departure","model":"openai/gpt-4.1","language":"en","chunkLimit":3,"queryExpansion":{"queryCount":2} } }""");

        using var response = await browser.OpenAsync(stream);
        var events = await BrowserClient.ReadUntilAsync(response, next => next.IsEnd);

        events[^1].Data.GetProperty("response").GetProperty("items")[0].GetProperty("memoryId").GetString().ShouldBe(memoryId);
        events.Last(next => next.Kind == "GeneratingQueries").Data.GetProperty("memoryTypes")[0].GetProperty("reasoning").GetString()!.ShouldContain("failed (500)");
    }

    [Fact]
    public async Task Tasks_that_have_ended_and_sessions_that_were_given_out_stay_in_no_memory()
    {
        await using var server = await TestServer.StartAsync();
        var grid = server.Services.GetRequiredService<EmbeddedGrid>();
        await server.Client.CreateMemoryAsync(await server.Client.CreateTypeAsync());
        async Task UseAsync()
        {
            (await server.Client.SendJsonAsync(HttpMethod.Post, "/v1/agent-tasks", """{"taskType":"MEMORY_SEARCH","query":"text"}""")).Status.ShouldBe(HttpStatusCode.Created);
            await RunAsync(server, """{"taskType":"EXPLORE_MEMORIES","query":"text"}""");
            (await server.Client.SendJsonAsync(HttpMethod.Post, "/v1/sessions", """{"createStream":{}}""")).Status.ShouldBe(HttpStatusCode.Created);
        }

        const int Uses = 10;
        await UseAsync();
        var before = grid.GrainsInMemory;
        for (var i = 0; i < Uses; i++)
        {
            await UseAsync();
        }

        // A grain leaves just after its answer. What stays, the memory type's and the relay's, may have come up after the first look, but not one for each use.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (grid.GrainsInMemory >= before + Uses)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
        }
    }

    private static string Completion(string model) =>
        $$"""{"taskType":"STREAMING_CHAT_COMPLETION","messages":[{"role":"USER","content":"Hello"}],"model":"{{model}}"}""";

    private static string Structured(string schema) => JsonSerializer.Serialize(new
    {
        taskType = "STRUCTURED_CHAT_COMPLETION",
        messages = new[] { new { role = "USER", content = "Is it?" } },
        jsonSchema = schema,
        model = "openai/gpt-4.1",
    });

    private static async Task<Answer> RunAsync(TestServer server, string body)
    {
        var created = await server.Client.SendJsonAsync(HttpMethod.Post, "/v1/agent-tasks", body);
        created.Status.ShouldBe(HttpStatusCode.Created, created.Text);
        return await server.Client.GetFinishedAsync(created.Id);
    }
}
