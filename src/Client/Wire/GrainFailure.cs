using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace FencyGrid.Client.Wire;

/// <summary>
/// An exception between processes: what it was, what it said and where it was thrown. It becomes one of the same type again where the
/// type is one of this product's or of the runtime's and can be made from a message; else a <see cref="RemoteGrainException"/>.
/// </summary>
/// <param name="Type">The full name of the type.</param>
/// <param name="Marks">Entries of the exception's data whose value is true.</param>
[GenerateSerializer]
[Immutable]
[Alias("fg.failure")]
public sealed record GrainFailure(
    [property: Id(0)] string Type,
    [property: Id(1)] string Message,
    [property: Id(2)] string? Stack,
    [property: Id(3)] IReadOnlyList<string>? Marks)
{
    private static readonly ConcurrentDictionary<string, Func<string, Exception>> Makers = new(StringComparer.Ordinal);

    public static GrainFailure Of(Exception exception) => new(
        exception.GetType().FullName!,
        exception.Message,
        exception.StackTrace,
        exception.Data.Count == 0 ? null : [.. exception.Data.Keys.OfType<string>().Where(key => exception.Data[key] is true)]);

    public Exception ToException()
    {
        var exception = Makers.GetOrAdd(Type, static name => MakerOf(name))(Message);
        foreach (var mark in Marks ?? [])
        {
            exception.Data[mark] = true;
        }

        return string.IsNullOrEmpty(Stack) ? exception : ExceptionDispatchInfo.SetRemoteStackTrace(exception, Stack);
    }

    private static Func<string, Exception> MakerOf(string name)
    {
        var type = name.StartsWith("FencyGrid.", StringComparison.Ordinal)
            ? AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name!.StartsWith("FencyGrid.", StringComparison.Ordinal)).Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is not null)
            : typeof(Exception).Assembly.GetType(name);
        if (type is null || !type.IsAssignableTo(typeof(Exception)) || type.IsAbstract)
        {
            return message => new RemoteGrainException(name, message);
        }

        if (type.GetConstructor([typeof(string)]) is { } plain)
        {
            return message => Invoke(plain, message);
        }

        return type.GetConstructor([typeof(string), typeof(Exception)]) is { } withInner
            ? message => Invoke(withInner, message, null)
            : message => new RemoteGrainException(name, message);
    }

    private static Exception Invoke(ConstructorInfo constructor, params object?[] arguments) => (Exception)constructor.Invoke(arguments);
}

/// <summary>A grain failed in another process with an exception of a type that is not known here.</summary>
public sealed class RemoteGrainException(string type, string message) : Exception(message)
{
    /// <summary>The full name of the exception's type where it was thrown.</summary>
    public string RemoteType => type;
}
