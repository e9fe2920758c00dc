using System.ComponentModel;
using FencyGrid.Content.Conversion.Text;
using FencyGrid.Grains.Memories.Content;

namespace FencyGrid.Content.Conversion.Pdf;

/// <summary>PDF by <c>pdftotext</c> of poppler-utils, in a process of its own; each page ends with a form feed there, and is parted by one here.</summary>
internal static class PdfConverter
{
    /// <summary>How much of a file's end is searched for the mark that ends every PDF; writers may leave some bytes after it.</summary>
    private const int TailBytes = 4096;

    public static async Task<ConvertedDocument> ConvertAsync(ConversionRequest request, CancellationToken cancellationToken)
    {
        var options = request.Options;
        var program = BoundedProcess.Find(options.PdfToTextProgram) ?? throw new ConversionException(
            $"PDF files cannot be read on this server: the program '{options.PdfToTextProgram}' is missing. Install the package poppler-utils.");

        // Some room over the limit, so that the pages' white space, which is trimmed, does not count against it.
        var maxOutput = (int)Math.Min(int.MaxValue, options.MaxOutputCharacters * 2L);
        ProcessOutcome outcome;
        try
        {
            outcome = await BoundedProcess.RunAsync(
                program, ["-enc", "UTF-8", "-eol", "unix", request.Input.Path, "-"], request.Input.Directory, maxOutput, options.PdfMemoryBytes, options.TimeLimit, cancellationToken);
        }
        catch (Win32Exception failure)
        {
            throw new ConversionException("PDF files cannot be read on this server: pdftotext cannot be started. Check the package poppler-utils.", failure);
        }

        BoundedText.Check(outcome.IsTruncated ? long.MaxValue : 0, options.MaxOutputCharacters);
        Refuse(outcome, request.Input);
        var text = Pages(outcome.Output);
        BoundedText.Check(text.Length, options.MaxOutputCharacters);
        return new ConvertedDocument(text, HasPages: true);
    }

    private static void Refuse(ProcessOutcome outcome, SpooledInput input)
    {
        var errors = outcome.Errors;
        if (errors.Contains("Incorrect password", StringComparison.OrdinalIgnoreCase))
        {
            throw new ConversionException("The PDF is encrypted and needs a password. Save it without one.");
        }

        // pdftotext's own codes: 1 cannot open the file, 3 permissions.
        if (outcome.ExitCode == 3 || errors.Contains("Copying of text from this document is not allowed", StringComparison.Ordinal))
        {
            throw new ConversionException("The PDF does not permit its text to be taken out.");
        }

        var isComplete = EndsAsPdf(input);
        if (outcome.ExitCode != 0)
        {
            throw new ConversionException(isComplete
                ? "The PDF cannot be read: it is damaged, or needs more memory or time than allowed."
                : "The PDF is damaged: it is truncated.");
        }

        // poppler mends what it can of a file that was cut off; half a document must not pass for a whole one.
        if (!isComplete && errors.Contains("Syntax", StringComparison.Ordinal))
        {
            throw new ConversionException("The PDF is damaged: it is truncated.");
        }
    }

    private static bool EndsAsPdf(SpooledInput input)
    {
        using var file = input.Open();
        file.Position = Math.Max(0, file.Length - TailBytes);
        var tail = new byte[TailBytes];
        return tail.AsSpan(0, file.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false)).IndexOf("%%EOF"u8) >= 0;
    }

    private static string Pages(string output)
    {
        var pages = TextConverter.Normalize(output).Split('\f');

        // The last form feed ends the last page; empty pages stay, so that page numbers are the document's own.
        var text = string.Join('\f', pages[..^1].Select(page => page.Trim('\n', ' ')));
        return string.IsNullOrWhiteSpace(text)
            ? throw new ConversionException("The PDF holds no text: it may be a scan. Run text recognition (OCR) over it first.")
            : text;
    }
}
