using Microsoft.Extensions.Options;

namespace FencyGrid.Content.Conversion;

/// <summary>Limits of turning a document into text.</summary>
public sealed class ConversionOptions
{
    /// <summary>The largest document, in bytes.</summary>
    public long MaxInputBytes { get; set; } = 50L * 1024 * 1024;

    /// <summary>The most text that one document may give, in UTF-16 characters.</summary>
    public int MaxOutputCharacters { get; set; } = 20_000_000;

    /// <summary>How long one document may take, from when its turn has come.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many documents are converted at a time; the others wait.</summary>
    public int MaxConcurrency { get; set; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>How many bytes an archive (DOCX) may unfold into.</summary>
    public long MaxUncompressedBytes { get; set; } = 200L * 1024 * 1024;

    /// <summary>The program that reads PDF files: a path, or a name that is looked up on PATH.</summary>
    public string PdfToTextProgram { get; set; } = "pdftotext";

    /// <summary>How much address space that program may take, in bytes, where <c>prlimit</c> of util-linux is there to hold it to that.</summary>
    public long PdfMemoryBytes { get; set; } = 1024L * 1024 * 1024;
}

public sealed class ConversionOptionsValidator : IValidateOptions<ConversionOptions>
{
    public ValidateOptionsResult Validate(string? name, ConversionOptions options)
    {
        var failures = new List<string>();
        Check(options.MaxInputBytes is >= 1 and <= 1024L * 1024 * 1024, $"MaxInputBytes is {options.MaxInputBytes}; it must be 1 byte to 1 GiB.");
        Check(options.MaxOutputCharacters is >= 1 and <= 500_000_000, $"MaxOutputCharacters is {options.MaxOutputCharacters}; it must be 1 to 500,000,000.");
        Check(options.TimeLimit > TimeSpan.Zero && options.TimeLimit <= TimeSpan.FromHours(1), $"TimeLimit is {options.TimeLimit}; it must be positive and at most an hour.");
        Check(options.MaxConcurrency is >= 1 and <= 1024, $"MaxConcurrency is {options.MaxConcurrency}; it must be 1 to 1024.");
        Check(options.MaxUncompressedBytes is >= 1 and <= 4L * 1024 * 1024 * 1024, $"MaxUncompressedBytes is {options.MaxUncompressedBytes}; it must be 1 byte to 4 GiB.");
        Check(!string.IsNullOrWhiteSpace(options.PdfToTextProgram), "PdfToTextProgram is empty; it names the pdftotext program of poppler-utils.");
        Check(options.PdfMemoryBytes >= 64L * 1024 * 1024, $"PdfMemoryBytes is {options.PdfMemoryBytes}; it must be at least 64 MiB.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(bool holds, string failure)
        {
            if (!holds)
            {
                failures.Add(failure);
            }
        }
    }
}
