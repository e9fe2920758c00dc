using System.Text.Json;

namespace FencyGrid.Bench.Reporting;

/// <summary>Figures in the order they were taken: printed as a table, written as JSON.</summary>
public sealed class Report(string name)
{
    private readonly List<Figure> _figures = [];

    /// <param name="target">What the figure is held against, in words; null for none.</param>
    public void Add(string what, double value, string unit, string? target = null)
    {
        var figure = new Figure(what, value, unit, target);
        _figures.Add(figure);
        Console.WriteLine($"{what,-62} {Format(value),12} {unit,-12} {target}");
    }

    public async Task WriteAsync(string path)
    {
        var document = new
        {
            bench = name,
            at = DateTimeOffset.UtcNow,
            machine = new { cores = Environment.ProcessorCount, os = System.Runtime.InteropServices.RuntimeInformation.OSDescription, runtime = Environment.Version.ToString() },
            figures = _figures,
        };
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, document, Options);
        Console.WriteLine($"Written to {path}");
    }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static string Format(double value) => Math.Abs(value) switch
    {
        >= 1000 => value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture),
        >= 10 => value.ToString("N1", System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString("N3", System.Globalization.CultureInfo.InvariantCulture),
    };

    private sealed record Figure(string What, double Value, string Unit, string? Target);
}
