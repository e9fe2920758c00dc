using System.Text;

namespace FencyGrid.Content.Tests.Conversion;

public class SniffingTests
{
    [Theory]
    [InlineData("image/png")]
    [InlineData("application/zip")]
    [InlineData("application/json")]
    [InlineData("application/msword")]
    public async Task A_declared_type_that_cannot_be_read_is_named_with_what_can_be(string type)
    {
        var reason = await Converters.ReasonAsync("whatever"u8.ToArray(), type);

        reason.ShouldContain(type);
        reason.ShouldContain("text/markdown");
    }

    [Theory]
    [InlineData("89504E470D0A1A0A", "PNG images")]
    [InlineData("FFD8FFE0", "JPEG images")]
    [InlineData("1F8B0800", "Gzip archives")]
    [InlineData("7F454C46", "Programs")]
    [InlineData("7B5C727466", "RTF documents")]
    public async Task Content_of_another_format_is_refused_by_name_whatever_it_is_declared_as(string hex, string name)
    {
        byte[] content = [.. Convert.FromHexString(hex), .. "some text"u8];

        (await Converters.ReasonAsync(content, "application/pdf", "file.pdf")).ShouldContain(name);
        (await Converters.ReasonAsync(content)).ShouldContain(name);
    }

    [Theory]
    [InlineData("application/pdf", null, "declared as PDF, but its content is not a PDF")]
    [InlineData(null, "report.pdf", "declared as PDF, but its content is not a PDF")]
    [InlineData("application/octet-stream", "report.docx", "declared as DOCX, but its content is not one")]
    public async Task Text_under_a_wrong_name_is_refused(string? type, string? name, string expected) =>
        (await Converters.ReasonAsync("just text"u8.ToArray(), type, name)).ShouldContain(expected);

    [Fact]
    public async Task A_pdf_under_the_name_of_a_docx_is_refused() =>
        (await Converters.ReasonAsync(TestPdf.Create("x"), name: "report.docx")).ShouldContain("declared as DOCX, but its content is a PDF");

    [Fact]
    public async Task Old_and_encrypted_office_files_are_told_what_to_do() =>
        (await Converters.ReasonAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], name: "report.docx")).ShouldContain("password");

    [Fact]
    public async Task Binary_data_is_not_text()
    {
        (await Converters.ReasonAsync([1, 2, 0, 3], "text/plain")).ShouldContain("binary data");
        (await Converters.ReasonAsync([1, 2, 0, 3])).ShouldContain("Binary data");
    }

    [Fact]
    public async Task An_empty_document_is_refused()
    {
        (await Converters.ReasonAsync([], "text/plain")).ShouldContain("empty");
        (await Converters.ReasonAsync("  \n "u8.ToArray(), "text/plain")).ShouldContain("no text");
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>T</title><p>body text", "# T\n\nbody text")]
    [InlineData("  <html><p>body text", "body text")]
    [InlineData("I write about <html> here", "I write about <html> here")]
    public async Task Undeclared_html_is_known_by_its_beginning(string content, string text) =>
        (await Converters.ConvertAsync(Encoding.UTF8.GetBytes(content))).Text.ShouldBe(text);
}
