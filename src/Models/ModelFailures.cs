using System.ClientModel;
using FencyGrid.Grains.Models;

namespace FencyGrid.Models;

/// <summary>What went wrong with an endpoint, in words for those who asked and for those who configure it. Never the endpoint's own text, which may repeat a key.</summary>
internal static class ModelFailures
{
    public static ModelFailedException Of(ModelEndpoint endpoint, string model, Exception exception, bool hasStarted)
    {
        var cause = exception is AggregateException { InnerExceptions: [.., var last] } ? last : exception;
        var what = cause switch
        {
            ClientResultException { Status: > 0 } refused => Refused(endpoint, model, refused.Status),
            OperationCanceledException or TimeoutException => hasStarted
                ? $"fell silent for {endpoint.Timeout.TotalSeconds:0.#} seconds in the middle of its answer. {endpoint.Setting}:Timeout holds the limit."
                : $"did not answer within {endpoint.Timeout.TotalSeconds:0.#} seconds. {endpoint.Setting}:Timeout holds the limit.",
            HttpRequestException or IOException or ClientResultException => !hasStarted && IsUnreachable(cause)
                ? $"cannot be reached. Check {endpoint.Setting}:Endpoint."
                : "broke off before the end of its answer.",
            _ => $"sent something that is not an answer of the OpenAI API. Check {endpoint.Setting}:Endpoint.",
        };
        return new ModelFailedException($"The model endpoint {endpoint.Setting} {what}", exception)
        {
            IsRefusal = cause is ClientResultException { Status: 400 or 413 or 422 },
        };
    }

    public static ModelFailedException EndedEarly(ModelEndpoint endpoint) =>
        new($"The model endpoint {endpoint.Setting} stopped before the end of its answer.");

    public static ModelFailedException Filtered(ModelEndpoint endpoint) =>
        new($"The model endpoint {endpoint.Setting} withheld its answer: its content filter stopped it.");

    private static bool IsUnreachable(Exception? exception) => exception is not null
        && (exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError }
            || IsUnreachable(exception.InnerException));

    private static string Refused(ModelEndpoint endpoint, string model, int status) => status switch
    {
        401 or 403 => $"refused the key ({status}). Check {endpoint.Setting}:ApiKey.",
        404 => $"knows nothing by the name '{model}' (404). Check {endpoint.Setting}:Model and {endpoint.Setting}:Endpoint.",
        429 => "has no capacity left for this key (429). Try again later.",
        >= 500 => $"failed ({status}).",
        _ => $"refused the request ({status}).",
    };
}
