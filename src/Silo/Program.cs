Console.WriteLine("FencyGrid silo");
