using FencyGrid.Silo;
using FencyGrid.Silo.Membership;
using FencyGrid.Storage.Postgres;
using FencyGrid.Storage.Schema;
using Microsoft.Extensions.Options;

try
{
    var app = SiloHost.Build(args);
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (exception is ClusterStartException or PostgresStartException or SchemaException or OptionsValidationException)
{
    // What is to be changed, without the way it was found out.
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
