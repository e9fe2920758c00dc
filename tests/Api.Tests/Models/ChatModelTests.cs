using System.Text.Json;
using FencyGrid.Contracts;
using FencyGrid.Grains.Models;
using FencyGrid.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FencyGrid.Api.Tests.Models;

public sealed class ChatModelTests
{
    private static readonly ChatMessage[] Hello = [new(ChatRole.System, "Be brief."), new(ChatRole.User, "Hello")];

    [Fact]
    public async Task An_answer_streams_in_parts_with_sampling_and_key_passed_on()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Text("One ", "two."));
        var client = Resolve(stub.Settings(), "openai/gpt-4.1");

        var parts = new List<string>();
        await foreach (var update in client.GetStreamingResponseAsync(Hello, new ChatOptions { Temperature = 0.25f, TopP = 0.5f }))
        {
            parts.Add(update.Text);
        }

        parts.Where(part => part.Length > 0).ShouldBe(["One ", "two."]);
        stub.LastAuthorization.ShouldBe("Bearer stub-key");
        var request = stub.Requests.Single();
        request.GetProperty("model").GetString().ShouldBe("gpt-4.1");
        request.GetProperty("temperature").GetDouble().ShouldBe(0.25);
        request.GetProperty("top_p").GetDouble().ShouldBe(0.5);
        request.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()).ShouldBe(["system", "user"]);
    }

    [Fact]
    public async Task Tool_calls_come_whole_and_their_results_go_back()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Tool("look", new { word = "fox" }), OpenAiStub.Text("Found."));
        var client = Resolve(stub.Settings(), "openai/gpt-4.1");
        var options = new ChatOptions { Tools = [AIFunctionFactory.CreateDeclaration("look", "Looks.", JsonElement.Parse("""{"type":"object"}"""))] };

        var called = await client.GetResponseAsync(Hello, options);

        var call = called.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Single();
        call.Name.ShouldBe("look");
        call.Arguments!["word"]!.ToString().ShouldBe("fox");
        List<ChatMessage> more = [.. Hello, .. called.Messages, new(ChatRole.Tool, [new FunctionResultContent(call.CallId, "a fox")])];
        (await client.GetResponseAsync(more, options)).Text.ShouldBe("Found.");
        var messages = stub.Requests[1].GetProperty("messages").EnumerateArray().ToArray();
        messages[2].GetProperty("tool_calls")[0].GetProperty("id").GetString().ShouldBe("call_1");
        messages[3].GetProperty("tool_call_id").GetString().ShouldBe("call_1");
        stub.Requests[0].GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString().ShouldBe("look");
    }

    [Fact]
    public async Task A_schema_is_asked_for_as_the_format_of_the_answer()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Text("{}"));
        var format = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""), "thing");

        await Resolve(stub.Settings(), "openai/gpt-4.1").GetResponseAsync(Hello, new ChatOptions { ResponseFormat = format });

        var asked = stub.Requests.Single().GetProperty("response_format");
        asked.GetProperty("type").GetString().ShouldBe("json_schema");
        asked.GetProperty("json_schema").GetProperty("name").GetString().ShouldBe("thing");
        asked.GetProperty("json_schema").GetProperty("schema").GetProperty("type").GetString().ShouldBe("object");
    }

    public static TheoryData<string, string> Failures => new()
    {
        { "cut off", "broke off" },
        { "unfinished", "stopped before the end" },
        { "garbage", "not an answer of the OpenAI API" },
        { "a web page", "stopped before the end" },
        { "401", "refused the key (401)" },
        { "404", "knows nothing by the name 'gpt-4.1'" },
        { "429", "no capacity left" },
        { "500", "failed (500)" },
        { "silent", "did not answer within 0.3 seconds" },
        { "away", "cannot be reached" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task An_endpoint_that_fails_is_named_with_what_it_did_and_never_with_its_key(string failure, string reason)
    {
        RequestDelegate step = failure switch
        {
            "cut off" => OpenAiStub.CutOff("Half"),
            "unfinished" => OpenAiStub.Unfinished("Half"),
            "garbage" => OpenAiStub.Raw("text/event-stream", "data: {nonsense\n\n"),
            "a web page" => OpenAiStub.Raw("text/html", "<html>Welcome</html>"),
            "silent" or "away" => OpenAiStub.Silent(),
            _ => OpenAiStub.Status(int.Parse(failure, System.Globalization.CultureInfo.InvariantCulture)),
        };
        await using var stub = await OpenAiStub.StartAsync(step);
        var settings = stub.Settings();
        settings["FencyGrid:Models:openai:Timeout"] = failure == "silent" ? "00:00:00.3" : "00:00:10";
        if (failure == "away")
        {
            await stub.DisposeAsync();
        }

        var exception = await Should.ThrowAsync<ModelFailedException>(() => Resolve(settings, "openai/gpt-4.1").GetResponseAsync(Hello));

        exception.Message.ShouldContain("FencyGrid:Models:openai");
        exception.Message.ShouldContain(reason);
        exception.Message.ShouldNotContain("stub-key");
    }

    [Fact]
    public async Task A_refusal_for_now_is_tried_again_as_retry_after_asks()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Status(429, "0"), OpenAiStub.Status(503, "0"), OpenAiStub.Text("At last."));
        var settings = stub.Settings();
        settings["FencyGrid:Models:openai:MaxRetries"] = "2";

        (await Resolve(settings, "openai/gpt-4.1").GetResponseAsync(Hello)).Text.ShouldBe("At last.");

        stub.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_retry_after_past_the_limit_is_not_waited_for()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Status(429, "3600"));
        var settings = stub.Settings();
        settings["FencyGrid:Models:openai:MaxRetries"] = "2";

        await Should.ThrowAsync<ModelFailedException>(() => Resolve(settings, "openai/gpt-4.1").GetResponseAsync(Hello));

        stub.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_a_call_is_not_a_failure_of_the_endpoint()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Silent());
        using var cancel = new CancellationTokenSource();
        var answer = Resolve(stub.Settings(), "openai/gpt-4.1").GetResponseAsync(Hello, cancellationToken: cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => answer);
    }

    [Theory]
    [InlineData("openai/gpt-4.1", "exact", "the-one")]
    [InlineData("openai/gpt-5-mini", "provider", "gpt-5-mini")]
    [InlineData("google/gemini-2.5-pro", "fallback", "house-model")]
    [InlineData(null, "fallback", "house-model")]
    public async Task The_exact_name_wins_then_the_provider_then_the_default(string? name, string endpoint, string model)
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Text("ok"));
        var entries = new Dictionary<string, string?>();
        foreach (var (entry, id) in new[] { ("openai/gpt-4.1", "exact"), ("openai", "provider"), ("default", "fallback") })
        {
            entries[$"FencyGrid:Models:{entry}:Endpoint"] = $"{stub.Endpoint}/{id}";
        }

        entries["FencyGrid:Models:openai/gpt-4.1:Model"] = "the-one";
        entries["FencyGrid:Models:default:Model"] = "house-model";
        var resolved = Models(entries).Resolve(name)!;

        await resolved.Client.GetResponseAsync(Hello);

        stub.Requests.Single().GetProperty("model").GetString().ShouldBe(model);
        resolved.Endpoint.ShouldBe(endpoint switch { "exact" => "openai/gpt-4.1", "provider" => "openai", _ => "default" });
    }

    [Fact]
    public void A_name_that_nothing_serves_is_refused_with_the_setting_to_add()
    {
        var models = Models(new Dictionary<string, string?> { ["FencyGrid:Models:openai:Endpoint"] = "http://127.0.0.1:9/v1" });

        Should.Throw<InvalidRequestException>(() => models.Resolve("google/gemini-2.5-pro")).Message.ShouldContain("FencyGrid:Models:google");
        Should.Throw<InvalidRequestException>(() => models.Resolve("acme/anything")).Message.ShouldContain("acme/anything");
        Should.Throw<InvalidRequestException>(() => models.Resolve("default"));
    }

    [Fact]
    public void With_no_model_configured_a_known_name_has_none_and_an_unknown_one_is_refused()
    {
        var models = Models(new Dictionary<string, string?>());

        models.Resolve("openai/gpt-4.1").ShouldBeNull();
        models.Resolve(null).ShouldBeNull();
        Should.Throw<InvalidRequestException>(() => models.Resolve("acme/anything"));
    }

    [Theory]
    [InlineData("FencyGrid:Models:openai:ApiKey", "k", "Endpoint")]
    [InlineData("FencyGrid:Models:default:Endpoint", "http://127.0.0.1:9/v1", "default:Model")]
    [InlineData("FencyGrid:Embeddings:Dimensions", "0", "Dimensions")]
    public void Settings_that_cannot_work_stop_the_start_and_are_named(string setting, string value, string named)
    {
        using var provider = Provider(new Dictionary<string, string?> { [setting] = value });

        Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate()).Message.ShouldContain(named);
    }

    [Fact]
    public async Task Embeddings_come_in_the_order_of_their_texts()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Raw(
            "application/json",
            $$"""{"object":"list","model":"e","data":[{"object":"embedding","index":1,"embedding":"{{Floats(3, 4)}}"},{"object":"embedding","index":0,"embedding":"{{Floats(1, 2)}}"}],"usage":{"prompt_tokens":1,"total_tokens":1} }"""));
        using var provider = Provider(new Dictionary<string, string?>
        {
            ["FencyGrid:Embeddings:Endpoint"] = stub.Endpoint,
            ["FencyGrid:Embeddings:Model"] = "e",
            ["FencyGrid:Embeddings:Dimensions"] = "2",
        });

        var vectors = await provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().GenerateAsync(["first", "second"]);

        vectors.Select(vector => vector.Vector.ToArray()).ShouldBe([[1f, 2f], [3f, 4f]]);
        var request = stub.Requests.Single();
        request.GetProperty("dimensions").GetInt32().ShouldBe(2);
        request.GetProperty("input").EnumerateArray().Select(text => text.GetString()).ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task Embeddings_of_another_length_than_configured_are_refused()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Raw(
            "application/json", $$"""{"object":"list","model":"e","data":[{"object":"embedding","index":0,"embedding":"{{Floats(1, 2, 3)}}"}],"usage":{"prompt_tokens":1,"total_tokens":1} }"""));
        using var provider = Provider(new Dictionary<string, string?>
        {
            ["FencyGrid:Embeddings:Endpoint"] = stub.Endpoint,
            ["FencyGrid:Embeddings:Model"] = "e",
            ["FencyGrid:Embeddings:Dimensions"] = "2",
        });

        await Should.ThrowAsync<ModelFailedException>(() => provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>().GenerateAsync(["first"]));
    }

    private static string Floats(params float[] values) => Convert.ToBase64String(values.SelectMany(BitConverter.GetBytes).ToArray());

    private static IChatClient Resolve(Dictionary<string, string?> settings, string name) => Models(settings).Resolve(name)!.Client;

    private static IChatModels Models(Dictionary<string, string?> settings) => Provider(settings).GetRequiredService<IChatModels>();

    private static ServiceProvider Provider(Dictionary<string, string?> settings) =>
        new ServiceCollection().AddFencyGridModels(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
}
