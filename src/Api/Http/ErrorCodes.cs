namespace FencyGrid.Api.Http;

/// <summary>The stable codes of errors.</summary>
public static class ErrorCodes
{
    public const string InvalidRequest = "invalid_request";
    public const string InvalidJson = "invalid_json";
    public const string InvalidEncoding = "invalid_encoding";
    public const string MissingField = "missing_field";
    public const string InvalidField = "invalid_field";
    public const string Unauthorized = "unauthorized";
    public const string Forbidden = "forbidden";
    public const string HttpsRequired = "https_required";
    public const string NotFound = "not_found";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string Conflict = "conflict";
    public const string BodyTooLarge = "body_too_large";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string Unavailable = "unavailable";
    public const string Internal = "internal_error";
}
