using System.Net;
using System.Text.Json;
using FencyGrid.Api.Tests.Models;
using Microsoft.AspNetCore.Http;

namespace FencyGrid.Api.Tests.XTrace;

public sealed class ModelledExtractionTests
{
    private static readonly object[] Talk =
    [
        new { role = "Tessa", content = "Last Saturday I sold my canoe for 300 euros to Ruben Vale.", date = "1:56 pm on 8 May, 2023", dia_id = "D1:1" },
        new { role = "Ruben", content = "He means me! I named it Otter.", date = "1:57 pm on 8 May, 2023", dia_id = "D1:2" },
    ];

    [Fact]
    public async Task What_a_model_reads_is_kept_as_far_as_its_evidence_bears_it_out()
    {
        await using var stub = await OpenAiStub.StartAsync(Facts(
            ("Tessa sold her canoe to Ruben Vale for 300 euros on 6 May 2023.", [0], "I sold my canoe"),
            ("Ruben named the canoe Otter.", [0, 1], "named it Otter"),
            ("Ruben named the canoe Beaver.", [1], "named it Otter"),
            ("Tessa sold her canoe for 400 euros.", [0], "I sold my canoe"),
            ("Tessa sold her canoe on 7 May 2023.", [0], "I sold my canoe"),
            ("Tessa sold her canoe.", [7], "I sold my canoe")));
        await using var server = await TestServer.StartAsync(stub.Settings("default"));
        var user = XTraceClient.NewUser();

        var answer = await server.Client.AddAsync(new { user_id = user, conv_id = "talk", mode = "import", messages = Talk, custom_instructions = "Boats matter most." });

        answer.Status.ShouldBe(HttpStatusCode.OK);
        var stored = answer.Json.GetProperty("stored_facts").EnumerateArray().ToList();
        stored.Select(fact => fact.GetProperty("text").GetString()).ShouldBe(["Tessa sold her canoe to Ruben Vale for 300 euros on 6 May 2023.", "Ruben named the canoe Otter."]);
        stored[1].GetProperty("source_dia_ids").EnumerateArray().Select(id => id.GetString()).ShouldBe(["D1:1", "D1:2"]);
        answer.Json.GetProperty("stage_timings").GetProperty("model").GetDouble().ShouldBeGreaterThan(0);
        var request = stub.Requests.ShouldHaveSingleItem();
        request.GetProperty("response_format").GetProperty("type").GetString().ShouldBe("json_schema");
        request.GetProperty("messages")[0].GetProperty("content").GetString()!.ShouldContain("Boats matter most.");
        request.GetProperty("messages")[1].GetProperty("content").GetString()!.ShouldContain("I named it Otter.");
        (await server.Client.SearchAsync(new { query = "what is the canoe called?", filters = new { user_id = user } }))
            .Json.GetProperty("facts")[0].GetProperty("text").GetString().ShouldBe("Ruben named the canoe Otter.");
    }

    [Fact]
    public async Task An_answer_that_misses_the_schema_is_corrected_once()
    {
        await using var stub = await OpenAiStub.StartAsync(OpenAiStub.Text("""{"facts":[{"text":"x"}]}"""), Facts(("Ruben named the canoe Otter.", [0, 1], "named it Otter")));
        await using var server = await TestServer.StartAsync(stub.Settings("default"));

        var answer = await server.Client.AddAsync(new { user_id = XTraceClient.NewUser(), mode = "import", messages = Talk });

        answer.Json.GetProperty("stored_facts").EnumerateArray().Select(fact => fact.GetProperty("text").GetString()).ShouldBe(["Ruben named the canoe Otter."]);
        stub.Requests.Count.ShouldBe(2);
        stub.Requests[1].GetProperty("messages")[3].GetProperty("content").GetString()!.ShouldContain("schema");
    }

    public static TheoryData<string> Failures => ["status", "schema", "cut off", "silent", "gone"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Rules_read_what_a_model_fails_to(string failure)
    {
        await using var stub = await OpenAiStub.StartAsync(failure switch
        {
            "status" => OpenAiStub.Status(503),
            "schema" => OpenAiStub.Text("I would rather chat."),
            "cut off" => OpenAiStub.CutOff("""{"facts":["""),
            _ => OpenAiStub.Silent(),
        });
        var settings = stub.Settings("default");
        settings["FencyGrid:Models:default:Timeout"] = "00:00:00.5";
        if (failure == "gone")
        {
            settings["FencyGrid:Models:default:Endpoint"] = "http://127.0.0.1:1/v1";
        }

        await using var server = await TestServer.StartAsync(settings);
        await using var plain = await TestServer.StartAsync();
        var request = new { user_id = "ann", mode = "import", messages = Talk };

        var answer = await server.Client.AddAsync(request);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        Texts(answer).ShouldNotBeEmpty();
        Texts(answer).ShouldBe(Texts(await plain.Client.AddAsync(request)));
    }

    [Fact]
    public async Task Whole_messages_and_requests_that_are_refused_do_not_reach_the_model()
    {
        await using var stub = await OpenAiStub.StartAsync(Facts());
        await using var server = await TestServer.StartAsync(stub.Settings("default"));

        await server.Client.AddAsync(new { user_id = "ann", infer = false, messages = Talk });
        await server.Client.AddAsync(new { user_id = "ann", messages = new[] { new { role = "user" } } });

        stub.Requests.ShouldBeEmpty();
    }

    private static List<string?> Texts(Answer answer) => [.. answer.Json.GetProperty("stored_facts").EnumerateArray().Select(fact => fact.GetProperty("text").GetString())];

    private static RequestDelegate Facts(params (string Text, int[] Messages, string Quote)[] facts) =>
        OpenAiStub.Text(JsonSerializer.Serialize(new { facts = facts.Select(fact => new { text = fact.Text, messages = fact.Messages, quote = fact.Quote }) }));
}
