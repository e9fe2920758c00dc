using System.Text;

namespace FencyGrid.Content.Tests.Conversion;

/// <summary>The smallest whole PDF files: a page per text, drawn in a standard font.</summary>
internal static class TestPdf
{
    public static byte[] Create(params string[] pages)
    {
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Count {pages.Length} /Kids [{string.Join(' ', pages.Select((_, index) => $"{4 + (2 * index)} 0 R"))}] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        };
        for (var index = 0; index < pages.Length; index++)
        {
            var content = pages[index].Length == 0 ? "0 0 10 10 re f" : $"BT /F1 12 Tf 72 700 Td ({pages[index]}) Tj ET";
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + (2 * index)} 0 R >>");
            objects.Add($"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }

        return Assemble(objects, "");
    }

    /// <summary>A file that says it is encrypted, with a user password that is not empty.</summary>
    public static byte[] CreateEncrypted()
    {
        const string Hash = "<000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f>";
        return Assemble(
            ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 /Kids [] >>", $"<< /Filter /Standard /V 1 /R 2 /O {Hash} /U {Hash} /P -4 >>"],
            "/Encrypt 3 0 R /ID [<00><00>]");
    }

    private static byte[] Assemble(List<string> objects, string trailer)
    {
        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var index = 0; index < objects.Count; index++)
        {
            offsets.Add(file.Length);
            file.Append($"{index + 1} 0 obj\n{objects[index]}\nendobj\n");
        }

        var start = file.Length;
        file.Append($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        offsets.ForEach(offset => file.Append($"{offset:D10} 00000 n \n"));
        file.Append($"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }
}
