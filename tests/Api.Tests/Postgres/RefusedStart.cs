using System.Diagnostics;

namespace FencyGrid.Api.Tests.Postgres;

/// <summary>A server process that does not start: it says why in a sentence, without a stack trace or a secret, and ends with 1.</summary>
internal static class RefusedStart
{
    /// <param name="connectionString">Null for none.</param>
    public static async Task ShouldSayAsync(string? connectionString, string advice, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", TestEngine.Program) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ConnectionStrings__FencyGrid"] = connectionString;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(StartFailure.ExitCode, errors);
        errors.Trim().ShouldStartWith("FencyGrid cannot start. ");
        errors.ShouldContain(advice);
        errors.Trim().Split('\n').Length.ShouldBe(1);
        (await output + errors).ShouldNotContain("   at ");
        (await output + errors).ShouldNotContain("s3cret");
    }
}
