using FencyGrid.Api;

var app = ApiHost.Build(args);
await app.RunAsync();
