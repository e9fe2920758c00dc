using FencyGrid.Api;

return await ApiHost.RunAsync(args);
