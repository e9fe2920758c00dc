using FencyGrid.Silo.Turns;

await TurnBench.RunAsync(Console.Out);
