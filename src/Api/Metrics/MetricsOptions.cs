namespace FencyGrid.Api.Metrics;

/// <summary>Where metrics go, section <c>FencyGrid:Metrics</c>.</summary>
public sealed class MetricsOptions
{
    public const string Section = "FencyGrid:Metrics";

    /// <summary>
    /// Where a collector takes metrics by OTLP over HTTP, whole: <c>http://collector:4318/v1/metrics</c>, or Prometheus's
    /// <c>http://prometheus:9090/api/v1/otlp/v1/metrics</c>. Null for nowhere.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>How often.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(15);
}
