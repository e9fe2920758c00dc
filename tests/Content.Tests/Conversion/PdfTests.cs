using FencyGrid.Content.Conversion;
using FencyGrid.Content.Conversion.Pdf;

namespace FencyGrid.Content.Tests.Conversion;

public class PdfTests
{
    private const string Type = "application/pdf";

    [RequiresProgramFact("pdftotext", "poppler-utils")]
    public async Task Pages_are_parted_by_form_feeds_and_an_empty_page_keeps_its_number()
    {
        var document = await Converters.ConvertAsync(TestPdf.Create("First page", "", "Third page"), Type);

        document.HasPages.ShouldBeTrue();
        document.Text.ShouldBe("First page\f\fThird page");
    }

    [RequiresProgramFact("pdftotext", "poppler-utils")]
    public async Task A_pdf_without_text_is_refused_as_a_scan() =>
        (await Converters.ReasonAsync(TestPdf.Create("", ""), Type)).ShouldContain("OCR");

    [RequiresProgramFact("pdftotext", "poppler-utils")]
    public async Task An_encrypted_pdf_is_refused_with_that_reason() =>
        (await Converters.ReasonAsync(TestPdf.CreateEncrypted(), Type)).ShouldContain("password");

    [RequiresProgramFact("pdftotext", "poppler-utils")]
    public async Task A_truncated_pdf_is_refused_and_never_passes_for_a_whole_one()
    {
        var whole = TestPdf.Create("One", "Two", "Three", "Four");

        for (var percent = 10; percent <= 90; percent += 20)
        {
            (await Converters.ReasonAsync(whole[..(whole.Length * percent / 100)], Type)).ShouldContain("truncated");
        }
    }

    [RequiresProgramFact("pdftotext", "poppler-utils")]
    public async Task Text_over_the_limit_is_refused()
    {
        var pages = Enumerable.Range(0, 60).Select(page => $"Page {page} with a line of text").ToArray();

        (await Converters.ReasonAsync(TestPdf.Create(pages), Type, options: new ConversionOptions { MaxOutputCharacters = 100 })).ShouldContain("limit of 100 characters");
    }

    [Fact]
    public async Task A_missing_program_names_the_package_to_install() =>
        (await Converters.ReasonAsync(TestPdf.Create("x"), Type, options: new ConversionOptions { PdfToTextProgram = "/nowhere/pdftotext" })).ShouldContain("poppler-utils");

    [RequiresProgramFact("sh", "dash")]
    public async Task A_program_that_hangs_is_killed_with_the_processes_it_started()
    {
        // The child of the child holds the pipe open: without the kill of the whole tree it would live on, and its note would be written.
        using var directory = new TemporaryDirectory();
        using var limit = new CancellationTokenSource();
        var running = BoundedProcess.RunAsync(
            BoundedProcess.Find("sh")!, ["-c", "sleep 600 & echo $! > child; mv child child.pid; wait"], directory.Path, 1000, 1L << 30, TimeSpan.FromMinutes(1), limit.Token);
        var pidFile = System.IO.Path.Combine(directory.Path, "child.pid");
        while (!File.Exists(pidFile))
        {
            running.IsCompleted.ShouldBeFalse();
            await Task.Yield();
        }

        await limit.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running);
        HasEnded(int.Parse(await File.ReadAllTextAsync(pidFile))).ShouldBeTrue();
    }

    [RequiresProgramFact("sh", "dash")]
    public async Task A_program_that_writes_without_end_is_killed_and_sees_nothing_of_the_servers_environment()
    {
        using var directory = new TemporaryDirectory();
        Environment.SetEnvironmentVariable("CONTENT_TEST_SECRET", "secret");

        var endless = await BoundedProcess.RunAsync(BoundedProcess.Find("sh")!, ["-c", "while :; do echo more; done"], directory.Path, 1000, 1L << 30, TimeSpan.FromMinutes(1), CancellationToken.None);
        var environment = await BoundedProcess.RunAsync(BoundedProcess.Find("sh")!, ["-c", "export -p"], directory.Path, 10_000, 1L << 30, TimeSpan.FromMinutes(1), CancellationToken.None);

        endless.IsTruncated.ShouldBeTrue();
        environment.Output.ShouldContain("LC_ALL");
        environment.Output.ShouldNotContain("CONTENT_TEST_SECRET");
    }

    [RequiresProgramFact("prlimit", "util-linux")]
    public async Task A_program_that_takes_more_memory_than_allowed_fails()
    {
        using var directory = new TemporaryDirectory();

        var outcome = await BoundedProcess.RunAsync(BoundedProcess.Find("sh")!, ["-c", "ulimit -v"], directory.Path, 1000, 256L << 20, TimeSpan.FromMinutes(1), CancellationToken.None);

        outcome.Output.Trim().ShouldBe("262144");
    }

    // Killed processes may stay listed until their parent looks; what matters is that they run no more.
    private static bool HasEnded(int id)
    {
        var deadline = DateTime.UtcNow.AddSeconds(10);
        while (DateTime.UtcNow < deadline)
        {
            var status = $"/proc/{id}/stat";
            if (!File.Exists(status) || File.ReadAllText(status).Contains(") Z"))
            {
                return true;
            }

            Thread.Yield();
        }

        return false;
    }
}
