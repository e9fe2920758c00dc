using FencyGrid.Content.Conversion.Pdf;

namespace FencyGrid.Content.Tests;

/// <summary>A fact that is skipped, with the reason, where a program is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresProgramFactAttribute : FactAttribute
{
    public RequiresProgramFactAttribute(string program, string package)
    {
        Program = program;
        Package = package;
        if (BoundedProcess.Find(program) is null)
        {
            Skip = $"The program '{program}' is missing: install the package {package}.";
        }
    }

    public string Program { get; }

    public string Package { get; }
}
