using System.Xml.Linq;
using FencyGrid.Contracts;

namespace FencyGrid.Content.Uploads;

/// <summary>An upload form that S3 would refuse: its error code, HTTP status and message.</summary>
public sealed class PostPolicyException(string code, int statusCode, string message, params IReadOnlyList<(string Name, string Value)> details) : GridException(message)
{
    /// <summary>S3's error code, such as <c>AccessDenied</c>.</summary>
    public string Code { get; } = code;

    public int StatusCode { get; } = statusCode;

    /// <summary>Elements of the error beside code and message.</summary>
    public IReadOnlyList<(string Name, string Value)> Details { get; } = details;

    /// <summary>The body of the answer, <c>application/xml</c>.</summary>
    public string ToXml()
    {
        var error = new XElement("Error", new XElement("Code", Code), new XElement("Message", Message), Details.Select(detail => new XElement(detail.Name, detail.Value)));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + error.ToString(SaveOptions.DisableFormatting);
    }

    internal static PostPolicyException InvalidPolicy(string reason) => new("InvalidPolicyDocument", 400, $"Invalid Policy: {reason}");

    internal static PostPolicyException Denied(string reason) => new("AccessDenied", 403, $"Invalid according to Policy: {reason}");

    internal static PostPolicyException Missing(string field) => Argument(field, "", $"Bucket POST must contain a field named '{field}'.  If it is specified, please check the order of the fields.");

    internal static PostPolicyException Argument(string field, string value, string message) =>
        new("InvalidArgument", 400, message, ("ArgumentName", field), ("ArgumentValue", value));
}
