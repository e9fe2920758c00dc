using System.Diagnostics;
using FencyGrid.Contracts;
using Microsoft.Data.Sqlite;

namespace FencyGrid.Bench.Floors;

/// <summary>
/// The floor of a durable create: the same rows (memory, text, event, outbox entry) written by one thread with prepared statements,
/// a fixed number of creates to a commit, WAL and synchronous FULL. No HTTP, no actors, nobody waiting.
/// </summary>
public static class RawSqlite
{
    private const string Schema = """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
        CREATE TABLE types (org TEXT, id TEXT, PRIMARY KEY (org, id)) WITHOUT ROWID;
        INSERT INTO types VALUES ('o', 't');
        CREATE TABLE memories (org TEXT, id TEXT, type_id TEXT, source TEXT, title TEXT, metadata TEXT, status TEXT, content_version INTEGER,
          created_at INTEGER, updated_at INTEGER, version INTEGER, PRIMARY KEY (org, id), FOREIGN KEY (org, type_id) REFERENCES types);
        CREATE INDEX memories_by_time ON memories (org, created_at, id);
        CREATE INDEX memories_by_type ON memories (org, type_id);
        CREATE TABLE contents (org TEXT, memory_id TEXT, content_version INTEGER, text TEXT, PRIMARY KEY (org, memory_id));
        CREATE TABLE events (org TEXT, id TEXT, type TEXT, subject TEXT, subject_version INTEGER, created_at INTEGER, entity TEXT, PRIMARY KEY (org, id));
        CREATE INDEX events_by_subject ON events (org, subject);
        CREATE INDEX events_by_time ON events (org, created_at, id);
        CREATE TABLE outbox (position INTEGER PRIMARY KEY AUTOINCREMENT, org TEXT, consumer TEXT, event_id TEXT);
        CREATE UNIQUE INDEX outbox_by_event ON outbox (consumer, org, event_id);
        """;

    /// <returns>Creates per second.</returns>
    public static double Measure(double seconds, int perCommit, Func<int, string> text)
    {
        SQLitePCL.Batteries_V2.Init();
        var folder = Directory.CreateTempSubdirectory("bench-sqlite-");
        try
        {
            using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, "raw.db")};Pooling=False");
            connection.Open();
            Execute(connection, Schema);
            using var memory = Prepare(connection, "INSERT INTO memories VALUES ('o', @id, 't', 'TEXT', 'A title of usual length', '{}', 'SYNCHRONIZING', 1, @at, @at, 1)", "@id", "@at");
            using var content = Prepare(connection, "INSERT INTO contents VALUES ('o', @id, 1, @text)", "@id", "@text");
            using var gridEvent = Prepare(connection, "INSERT INTO events VALUES ('o', @event, 'memory.created', @id, 1, @at, @entity)", "@event", "@id", "@at", "@entity");
            using var outbox = Prepare(connection, "INSERT INTO outbox (org, consumer, event_id) VALUES ('o', 'synchronize', @event)", "@event");
            var entity = new string('e', 350);
            var clock = Stopwatch.StartNew();
            var written = 0;
            while (clock.Elapsed.TotalSeconds < seconds)
            {
                Execute(connection, "BEGIN");
                for (var i = 0; i < perCommit; i++)
                {
                    var id = Ids.New(Ids.Memory);
                    var eventId = Ids.New(Ids.Event);
                    var at = (long)written;
                    Run(memory, id, at);
                    Run(content, id, text(written));
                    Run(gridEvent, eventId, id, at, entity);
                    Run(outbox, eventId);
                    written++;
                }

                Execute(connection, "COMMIT");
            }

            return written / clock.Elapsed.TotalSeconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private static void Run(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
