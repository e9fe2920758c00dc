using FencyGrid.Compliance.Postgres;
using FencyGrid.Storage.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FencyGrid.Storage.Tests.Postgres;

/// <summary>What keeps a server from starting says what to change, and never a password.</summary>
public sealed class PostgresStartTests
{
    [Theory]
    [InlineData("Host=db;Colour=blue;Password=s3cret", "not a PostgreSQL connection string")]
    [InlineData("Host=db;Port=many;Password=s3cret", "not a PostgreSQL connection string")]
    [InlineData("s3cret", "not a PostgreSQL connection string")]
    [InlineData("Database=fencygrid;Password=s3cret", "names no Host")]
    [InlineData("Host=127.0.0.1;Port=1;Password=s3cret;Timeout=5", "No PostgreSQL server answers at 127.0.0.1:1")]
    public void A_wrong_connection_string_is_refused(string connectionString, string advice) => Refused(connectionString, advice);

    [Fact]
    public void No_connection_string_is_refused() =>
        Should.Throw<OptionsValidationException>(() => new PostgresUnderTest(" ")).Message.ShouldContain("ConnectionStrings:FencyGrid");

    [Fact]
    public async Task A_wrong_password_is_told_from_a_wrong_database()
    {
        var database = await PostgresDatabases.CreateAsync();

        Refused(With(database, settings => settings.Password = "s3cret"), "refuses the user");
        Refused(With(database, settings => settings.Database = "nowhere"), "has no database 'nowhere'");
    }

    [Fact]
    public async Task A_user_without_the_rights_to_make_tables_is_told_which_it_needs()
    {
        var owned = await PostgresDatabases.CreateAsync();
        var stranger = new NpgsqlConnectionStringBuilder(await PostgresDatabases.CreateAsync());
        await PostgresServer.ExecuteAsync(await PostgresDatabases.AsAdministratorAsync(owned), "REVOKE CREATE ON SCHEMA public FROM PUBLIC");

        Refused(With(owned, settings => settings.Username = stranger.Username), "lacks rights");
    }

    [Fact]
    public async Task A_user_that_lacks_rights_on_a_table_is_told_which()
    {
        var database = await PostgresDatabases.CreateAsync();
        await using (new PostgresUnderTest(database))
        {
        }

        var user = new NpgsqlConnectionStringBuilder(database).Username;
        await PostgresServer.ExecuteAsync(await PostgresDatabases.AsAdministratorAsync(database), $"REVOKE UPDATE ON tree_items FROM {user}; REVOKE DELETE ON chunks FROM {user}");

        Refused(database, $"The user '{user}' lacks rights on chunks, tree_items");
    }

    [Fact]
    public async Task A_database_that_takes_no_writes_is_told_of()
    {
        var database = await PostgresDatabases.CreateAsync();
        await PostgresServer.ExecuteAsync(database, $"ALTER ROLE {new NpgsqlConnectionStringBuilder(database).Username} SET default_transaction_read_only = on");

        Refused(database, "read-only");
    }

    [Fact]
    public async Task A_user_without_a_connection_left_is_told_of()
    {
        var database = await PostgresDatabases.CreateAsync();
        await PostgresServer.ExecuteAsync(await PostgresDatabases.AsAdministratorAsync(database), $"ALTER ROLE {new NpgsqlConnectionStringBuilder(database).Username} CONNECTION LIMIT 0");

        Refused(database, "has no connection left");
    }

    [Fact]
    public async Task A_database_that_cannot_hold_all_text_is_refused() =>
        Refused(await PostgresDatabases.CreateAsync("ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'"), "ENCODING 'UTF8'");

    private static string With(string connectionString, Action<NpgsqlConnectionStringBuilder> change)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        change(settings);
        return settings.ConnectionString;
    }

    private static void Refused(string connectionString, string advice)
    {
        var refusal = Should.Throw<PostgresStartException>(() => new PostgresUnderTest(connectionString));
        refusal.Message.ShouldContain(advice);
        refusal.ToString().ShouldNotContain("s3cret");
    }
}
