using System.Net;
using FencyGrid.Compliance.Postgres;
using Npgsql;

namespace FencyGrid.Api.Tests.Postgres;

/// <summary>A server that has no connection left refuses for now, in each API's shape, and goes on once there is one.</summary>
public sealed class FullPoolTests
{
    private const int PoolSize = 4;

    [Fact]
    public async Task When_all_connections_of_the_pool_are_in_use_every_api_answers_503_and_recovers()
    {
        var database = await PostgresDatabases.CreateAsync();
        await using var server = await StartAsync(database);
        var typeId = await server.Client.CreateTypeAsync();
        var id = await server.Client.CreateMemoryAsync(typeId);
        await server.Client.GetSynchronizedAsync(id);
        await using var holding = new NpgsqlConnection(await PostgresDatabases.AsAdministratorAsync(database));
        await holding.OpenAsync();
        await using var transaction = await holding.BeginTransactionAsync();
        await new NpgsqlCommand("LOCK TABLE memories, tree_items IN ACCESS EXCLUSIVE MODE", holding, transaction).ExecuteNonQueryAsync();

        // Each takes a connection and waits for the table, until one finds no connection.
        var waiting = Enumerable.Range(0, 2 * PoolSize).Select(_ => server.Client.GetAnswerAsync("/v1/memories")).ToList();
        var refused = await await Task.WhenAny(waiting);
        refused.ShouldBeError(HttpStatusCode.ServiceUnavailable, "unavailable", "Maximum Pool Size");
        refused.Message.Headers.RetryAfter.ShouldNotBeNull();
        await RefusesAsync(server, typeId);
        (await server.Client.GetAnswerAsync("/readyz")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);

        await transaction.RollbackAsync();

        foreach (var answer in await Task.WhenAll(waiting))
        {
            answer.Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
        }

        await WorksAsync(server, typeId, id);
    }

    [Fact]
    public async Task When_the_database_has_no_connection_left_every_api_answers_503_and_recovers()
    {
        var database = await PostgresDatabases.CreateAsync();
        var administrator = await PostgresDatabases.AsAdministratorAsync(database);
        var role = new NpgsqlConnectionStringBuilder(database).Username;
        await using var server = await StartAsync(database);
        var typeId = await server.Client.CreateTypeAsync();
        var id = await server.Client.CreateMemoryAsync(typeId);
        await server.Client.GetSynchronizedAsync(id);

        await PostgresServer.ExecuteAsync(
            administrator, $"ALTER ROLE {role} CONNECTION LIMIT 0; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'");

        // Each process finds the connections broken that its pool still holds: a commit on one of those is in doubt.
        for (var connection = 0; connection < PoolSize; connection++)
        {
            (await server.ReadinessAsync()).ShouldAllBe(status => status == HttpStatusCode.ServiceUnavailable);
        }

        (await server.Client.GetAnswerAsync("/v1/memories")).ShouldBeError(HttpStatusCode.ServiceUnavailable, "unavailable", "max_connections");
        await RefusesAsync(server, typeId);

        await PostgresServer.ExecuteAsync(administrator, $"ALTER ROLE {role} CONNECTION LIMIT -1");
        await WorksAsync(server, typeId, id);
    }

    private static Task<TestServer> StartAsync(string database) => TestServer.StartAsync(new Dictionary<string, string?>
    {
        ["ConnectionStrings:FencyGrid"] = new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = PoolSize, Timeout = 1 }.ConnectionString,
    });

    private static async Task RefusesAsync(TestServer server, string typeId)
    {
        var xtrace = await server.Client.SendJsonAsync(HttpMethod.Post, "/v1/memories/", """{"filters":{"user_id":"ann"}}""");
        xtrace.ShouldBeError(HttpStatusCode.ServiceUnavailable, "unavailable");
        var sonzai = await server.Client.GetAnswerAsync("/api/v1/agents/mira/memory/facts?user_id=ann");
        sonzai.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, sonzai.Text);
        sonzai.Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        sonzai.Json.GetProperty("status").GetInt32().ShouldBe(503);
        var vai = await server.Client.GetAnswerAsync("/api/v1/memory");
        vai.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, vai.Text);
        vai.Json.EnumerateObject().Select(property => property.Name).ShouldBe(["detail"]);
        var written = await server.Client.SendJsonAsync(
            HttpMethod.Post, "/v1/memories", $$"""{"memoryTypeId":"{{typeId}}","sourceType":"TEXT","title":"Refused","text":"This one was refused."}""");
        written.ShouldBeError(HttpStatusCode.ServiceUnavailable, "unavailable");
        written.Message.Headers.RetryAfter.ShouldNotBeNull();
    }

    /// <summary>As soon as it says that it is ready: what was acknowledged is there, what was refused is not, and every API answers.</summary>
    private static async Task WorksAsync(TestServer server, string typeId, string id)
    {
        await server.UntilReadyAsync();
        var added = await server.Client.CreateMemoryAsync(typeId, text: "This one was accepted.");
        await server.Client.GetSynchronizedAsync(added);
        (await server.Client.GetAnswerAsync("/v1/memories")).Json.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("id").GetString()).ShouldBe([id, added], ignoreOrder: true);
        (await server.Client.SendJsonAsync(HttpMethod.Post, "/v1/memories/", """{"filters":{"user_id":"ann"}}""")).Status.ShouldBe(HttpStatusCode.OK);
        (await server.Client.GetAnswerAsync("/api/v1/agents/mira/memory/facts?user_id=ann")).Status.ShouldBe(HttpStatusCode.OK);
        (await server.Client.GetAnswerAsync("/api/v1/memory")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
