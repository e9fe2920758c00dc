using FencyGrid.Contracts;

namespace FencyGrid.Embedded.Calls;

/// <summary>Which grain, wherever it lives: its interface's name and its key.</summary>
internal readonly record struct GrainAddress(string Interface, GrainKey Key)
{
    public string Describe(string method) => $"{Interface}({Key}).{method}";
}
