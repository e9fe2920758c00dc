namespace FencyGrid.Contracts;

/// <summary>
/// The address of a grain: the organization it belongs to, then the parts that tell it from its siblings.
/// Written as <c>org/part/part</c>; a part's own slashes and percent signs are escaped, so that any user or agent name can be one.
/// </summary>
public readonly record struct GrainKey
{
    private GrainKey(string value) => Value = value;

    /// <summary>The whole key as text, which <see cref="Parse"/> reads back.</summary>
    public string Value { get; }

    public string OrganizationId => Part(0);

    public static GrainKey Of(string organizationId, params ReadOnlySpan<string> parts)
    {
        ArgumentException.ThrowIfNullOrEmpty(organizationId);
        var escaped = new string[parts.Length + 1];
        escaped[0] = Escape(organizationId);
        for (var i = 0; i < parts.Length; i++)
        {
            escaped[i + 1] = Escape(parts[i]);
        }

        return new GrainKey(string.Join('/', escaped));
    }

    public static GrainKey Parse(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return new GrainKey(value);
    }

    /// <summary>The part at <paramref name="index"/>, unescaped; part 0 is the organization.</summary>
    public string Part(int index) => Unescape(Value.Split('/')[index]);

    public override string ToString() => Value;

    private static string Escape(string part) =>
        part.AsSpan().ContainsAny('/', '%') ? part.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal) : part;

    private static string Unescape(string part) =>
        part.Contains('%', StringComparison.Ordinal) ? part.Replace("%2F", "/", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal) : part;
}
