namespace FencyGrid.Api.Tests.Fency.Uploads;

/// <summary>A fact that is skipped, with the reason, where PDF files cannot be read.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresPdfToTextFactAttribute : FactAttribute
{
    public RequiresPdfToTextFactAttribute()
    {
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!directories.Any(directory => File.Exists(Path.Combine(directory, "pdftotext"))))
        {
            Skip = "The program 'pdftotext' is missing: install the package poppler-utils.";
        }
    }
}
