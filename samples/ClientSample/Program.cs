using FencyGrid.Client;
using FencyGrid.Contracts.Trees;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// A service that remembers for its agent: what it is told on the command line becomes facts of a user, and it searches them.
//   dotnet run --project samples/ClientSample -- "Vera plays the cello" "Vera lives in Ghent"
var builder = Host.CreateApplicationBuilder();
var connectionString = builder.Configuration.GetConnectionString("FencyGrid")
    ?? throw new InvalidOperationException("Set ConnectionStrings__FencyGrid to the cluster's database.");
builder.Services.AddFencyGridClient(client => client.ConnectionString = connectionString);
using var host = builder.Build();
await host.StartAsync();

// The default organization, which a cluster has from its first start.
const string organization = "org_00000000000000000000000000000000";
var tree = host.Services.GetRequiredService<FencyGridClient>().Tree(organization, TreeAddress.OfUser("sample-agent", null, "vera"));

await tree.AddFactsAsync([.. args.Select(text => new NewFact { Text = text })], CancellationToken.None);
var timeline = await tree.ListAsync(new ItemQuery { Limit = 20, Kinds = [TreeItemKind.Fact] }, CancellationToken.None);
foreach (var item in timeline.Items)
{
    Console.WriteLine($"{item.Id}  {item.Body}");
}

await host.StopAsync();
