using FencyGrid.Silo;

return await SiloHost.RunAsync(args);
