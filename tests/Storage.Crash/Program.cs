using System.Globalization;
using FencyGrid.Compliance.Store;
using FencyGrid.Grains.Engine.Events;
using FencyGrid.Grains.Engine.Store;
using FencyGrid.Grains.Memories;
using FencyGrid.Storage.Postgres;
using FencyGrid.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

// Commits numbered transactions from many tasks until it is killed, and prints each number once its commit was acknowledged.
// Arguments: the data directory or a PostgreSQL connection string, the organization, the first number.
const int Writers = 32;
var organization = args[1];
var number = long.Parse(args[2], CultureInfo.InvariantCulture) - 1;
var services = new ServiceCollection().AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
if (args[0].StartsWith("Host=", StringComparison.Ordinal))
{
    services.AddFencyGridPostgres(args[0]);
}
else
{
    services.AddFencyGridSqlite(options =>
    {
        options.DataDirectory = args[0];

        // Small, so that kills also fall into checkpoints.
        options.CheckpointPages = 50;
        options.EraseDelay = TimeSpan.FromMilliseconds(20);
    });
}

var store = services.BuildServiceProvider().GetRequiredService<IStore>();
using var output = Console.OpenStandardOutput();

await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
{
    while (true)
    {
        var mine = Interlocked.Increment(ref number);
        var memory = Sample.Synchronized(Sample.Memory(organization, $"mem_{mine}") with { Title = $"{mine}" }, 3);
        await store.CommitAsync(
            new StoreTransaction()
                .Insert(memory)
                .Upsert(Sample.Content(memory, new string('x', (int)(mine % 5000))))
                .Add(new ReplaceChunks(organization, memory.Id, [.. Enumerable.Range(1, 3).Select(chunk => Sample.Chunk(memory, chunk))]))
                .Publish(Sample.Event(organization, memory.Id) with { Id = $"evt_{mine}" }, EventConsumers.Synchronize),
            CancellationToken.None);
        var line = System.Text.Encoding.ASCII.GetBytes($"{mine}\n");
        lock (output)
        {
            output.Write(line);
        }
    }
})));
